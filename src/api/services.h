// The two services as data, for whoever describes, documents or tests them without naming their types.
#pragma once

#include "model/describe.h"

namespace kempelen::api {

/// The 39 operations of 2017-01-17.
const model::Service& requester_service();
/// What workers' browsers and programs call.
const model::Service& worker_service();

}  // namespace kempelen::api
