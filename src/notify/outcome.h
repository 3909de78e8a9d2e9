// How a try to deliver ended.
#pragma once

#include <string>

namespace kempelen::notify {

/// Later: what failed may pass, so that the same message is tried again. Never: the same message would fail
/// again.
enum class Verdict { Delivered, Later, Never };

struct Outcome {
  Verdict verdict = Verdict::Delivered;
  std::string reason{};  // for the operator, where it was not delivered; holds no secret
};

}  // namespace kempelen::notify
