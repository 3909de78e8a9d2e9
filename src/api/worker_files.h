// RequestFileUpload: how workers send files. Beside the other shapes of the Worker API (worker_site.h).
#pragma once

#include <cstdint>
#include <string>

#include "api/scalars.h"
#include "base/instant.h"
#include "model/field.h"

namespace kempelen::api::worker {

struct RequestFileUploadRequest {
  std::string assignment_id;
  std::string question_identifier;
  std::string file_name;
  std::int64_t file_size_in_bytes = 0;
};

struct RequestFileUploadResponse {
  std::string upload_url;
  std::string uploaded_file_key;
  std::int64_t piece_size_in_bytes = 0;
  Instant expiration;
};

}  // namespace kempelen::api::worker

namespace kempelen {

template <>
struct model::ShapeOf<api::worker::RequestFileUploadRequest> {
  static constexpr Field fields[] = {
      field<&api::worker::RequestFileUploadRequest::assignment_id>("AssignmentId", api::kEntityId,
                                                                   "The assignment in work."),
      field<&api::worker::RequestFileUploadRequest::question_identifier>(
          "QuestionIdentifier", "A question of its form whose answer is a file."),
      field<&api::worker::RequestFileUploadRequest::file_name>(
          "FileName", characters(1, 255), "What the file is called; the requester's download has this name."),
      field<&api::worker::RequestFileUploadRequest::file_size_in_bytes>(
          "FileSizeInBytes", range(1, 2'000'000'000), "How many bytes will be sent."),
  };
  static constexpr Shape shape{"RequestFileUploadRequest", fields};
};

template <>
struct model::ShapeOf<api::worker::RequestFileUploadResponse> {
  static constexpr Field fields[] = {
      field<&api::worker::RequestFileUploadResponse::upload_url>(
          "UploadURL",
          "Where to POST the file's bytes, piece by piece in their order, each with "
          "`&offset=` and the number of bytes before it."),
      field<&api::worker::RequestFileUploadResponse::uploaded_file_key>(
          "UploadedFileKey", "Names the file; may be sent as the answer of the question."),
      field<&api::worker::RequestFileUploadResponse::piece_size_in_bytes>(
          "PieceSizeInBytes", "How long every piece but the last is."),
      field<&api::worker::RequestFileUploadResponse::expiration>("Expiration",
                                                                 "Until when the address works."),
  };
  static constexpr Shape shape{"RequestFileUploadResponse", fields};
};

}  // namespace kempelen
