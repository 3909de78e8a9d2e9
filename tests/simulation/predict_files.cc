// Files that are answers to questions: where they may be sent, that they arrived, where they are.
#include "tests/simulation/predict.h"

namespace kempelen::simulation {
namespace {

constexpr std::int64_t kUploadLife = 900 * kSecond;

Prediction ask_where(Book& book, const Step& s) {
  const Assignment* const a = book.assignment_called(s.symbol(Arg::Assignment));
  if (a == nullptr || a->worker != s.who) return Prediction::refused(kNoAssignment);
  if (a->state != State::Accepted) return Prediction::refused("AWS.MechanicalTurk.AssignmentNotInProgress");
  const std::int64_t bytes = s.get(Arg::Size);
  const bool takes_one = book.hits[static_cast<std::size_t>(a->hit)].question == kFileForm;
  if (!takes_one || bytes < kFileBytesMin || bytes > kFileBytesMax) {
    return Prediction::refused(kAnswerInvalid);
  }
  Upload& upload = book.uploads[s.makes];
  upload = {.assignment = static_cast<int>(a - book.assignments.data()), .bytes = bytes, .asked = book.now};
  Prediction p;
  p.answer.with("UploadedFileKey", Want::new_id(&upload.key)).with("UploadURL", Want::present());
  p.answer.with("Expiration", seconds(book.now + kUploadLife));
  return p;
}

/// The last byte has come, from whoever has the address.
Prediction take_in(Book& book, const Step& s) {
  const auto found = book.uploads.find(s.symbol(Arg::File));
  if (found == book.uploads.end() || book.now >= found->second.asked + kUploadLife) {
    return Prediction::refused(kNoAssignment);
  }
  Assignment& a = book.assignments[static_cast<std::size_t>(found->second.assignment)];
  // What was given back, abandoned or disposed of has no file any more.
  const bool keeps = a.state != State::Returned && a.state != State::Abandoned &&
                     !book.hits[static_cast<std::size_t>(a.hit)].disposed;
  const auto before = book.uploads.find(a.file);
  if (keeps && before != book.uploads.end() && before->second.key == found->second.key) return {};
  if (a.state != State::Accepted) return Prediction::refused("AWS.MechanicalTurk.AssignmentNotInProgress");
  if (book.replaced_files.contains(found->second.key)) return Prediction::refused(kAnswerInvalid);
  if (before != book.uploads.end()) book.replaced_files.insert(before->second.key);
  a.file = found->first;
  return {};
}

Prediction ask_for(Book& book, const Step& s) {
  const Assignment* const a = book.own_assignment(s, s.symbol(Arg::Assignment));
  if (a == nullptr) return Prediction::refused(kNoAssignment);
  if (a->state == State::Accepted) {
    return Prediction::refused(kAssignmentState, {"Reviewable,Approved,Rejected"});
  }
  if (a->file == 0) return Prediction::refused(kInvalidValue, {"QuestionIdentifier"});
  Prediction p;
  p.answer.with("FileUploadURL", Want::containing("/files/" + book.uploads[a->file].key + "?"));
  return p;
}

}  // namespace

std::optional<Prediction> predict_files(Book& book, const Step& s) {
  switch (s.op) {
    case Op::RequestFileUpload:
      return ask_where(book, s);
    case Op::StoreFile:
      return take_in(book, s);
    case Op::GetFileUploadURL:
      return ask_for(book, s);
    default:
      return std::nullopt;
  }
}

}  // namespace kempelen::simulation
