// spdlog, set up.
#include "server/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace kempelen::server {

void set_up_log(const std::string& level) {
  auto logger = spdlog::stderr_logger_mt("kempelen");
  logger->set_pattern("%Y-%m-%dT%H:%M:%S.%f%z level=%l %v");
  logger->set_level(spdlog::level::from_str(level));
  logger->flush_on(spdlog::level::info);
  spdlog::set_default_logger(std::move(logger));
}

}  // namespace kempelen::server
