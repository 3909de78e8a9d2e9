// Addresses of files hold for what they were signed for, until their time is over.
#include "actions/files/address.h"

#include <gtest/gtest.h>

namespace kempelen::actions {
namespace {

constexpr Instant kNow = Instant::from_seconds(1'800'000'000);

class FileAddress : public testing::Test {
 protected:
  static std::string query_of(const std::string& url) { return url.substr(url.find('?') + 1); }

  Settings settings_{.page_token_key = {},
                     .content_url = "https://content.example",
                     .sandbox_url = {},
                     .live_url = {},
                     .file_key = std::string(32, 'f')};
  Upload upload_{.key = "k",
                 .assignment = {"3A"},
                 .question = "a photo & more",
                 .name = "ä=b.jpg",
                 .bytes = 7,
                 .expires_at = kNow + kUploadLife};
};

TEST_F(FileAddress, UploadsSayWhatWasSigned) {
  const std::string url = upload_url(settings_, upload_);
  EXPECT_TRUE(url.starts_with("https://content.example/files/upload?"));
  const auto read = read_upload(settings_, query_of(url) + "&offset=0", kNow);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->key, "k");
  EXPECT_EQ(read->assignment.text, "3A");
  EXPECT_EQ(read->question, "a photo & more");
  EXPECT_EQ(read->name, "ä=b.jpg");
  EXPECT_EQ(read->bytes, 7);
}

TEST_F(FileAddress, UploadsEndAfterAQuarterOfAnHour) {
  const std::string query = query_of(upload_url(settings_, upload_));
  EXPECT_TRUE(read_upload(settings_, query, kNow + Duration::seconds(899)));
  EXPECT_FALSE(read_upload(settings_, query, kNow + Duration::seconds(900)));
}

TEST_F(FileAddress, DownloadsEndAfterAMinute) {
  const std::string url = download_url(settings_, "k", kNow);
  EXPECT_TRUE(url.starts_with("https://content.example/files/k?"));
  EXPECT_TRUE(may_download(settings_, "k", query_of(url), kNow + Duration::seconds(59)));
  EXPECT_FALSE(may_download(settings_, "k", query_of(url), kNow + Duration::seconds(60)));
  EXPECT_FALSE(may_download(settings_, "l", query_of(url), kNow));
}

TEST_F(FileAddress, OneKindIsNotTheOther) {
  const std::string uploads = query_of(upload_url(settings_, upload_));
  const std::string downloads = query_of(download_url(settings_, "k", kNow));
  EXPECT_FALSE(may_download(settings_, "k", uploads, kNow));
  EXPECT_FALSE(read_upload(settings_, downloads, kNow));
  EXPECT_FALSE(read_upload(settings_, "", kNow));
}

TEST_F(FileAddress, AnotherServersKeyOpensNothing) {
  Settings other = settings_;
  other.file_key = std::string(32, 'g');
  EXPECT_FALSE(read_upload(other, query_of(upload_url(settings_, upload_)), kNow));
  EXPECT_FALSE(may_download(other, "k", query_of(download_url(settings_, "k", kNow)), kNow));
}

// A value that is repeated in front of the signed one would otherwise be what is carried out.
TEST_F(FileAddress, NothingCanBeSlippedIn) {
  const std::string query = query_of(upload_url(settings_, upload_));
  EXPECT_FALSE(read_upload(settings_, "bytes=9&" + query, kNow));
  EXPECT_FALSE(read_upload(settings_, "key=..%2Fx&" + query, kNow));
  EXPECT_EQ(read_upload(settings_, query + "&bytes=9", kNow)->bytes, 7);
}

TEST_F(FileAddress, KeysDiffer) {
  const std::string key = new_file_key(settings_, upload_, kNow);
  EXPECT_NE(key, new_file_key(settings_, upload_, kNow + Duration{1}));
  Upload other = upload_;
  other.question = "plan";
  EXPECT_NE(key, new_file_key(settings_, other, kNow));
  EXPECT_EQ(key.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
            std::string::npos);
}

}  // namespace
}  // namespace kempelen::actions
