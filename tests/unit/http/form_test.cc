// Form bodies of both encodings, as browsers send them and as they must not be.
#include "http/form.h"

#include <gtest/gtest.h>

namespace kempelen::http {
namespace {

constexpr std::string_view kUrlencoded = "application/x-www-form-urlencoded";
constexpr std::string_view kMultipart = "multipart/form-data; boundary=----B7";

std::string part(const std::string& headers, const std::string& content) {
  return "------B7\r\n" + headers + "\r\n\r\n" + content + "\r\n";
}

std::string named(const std::string& name, const std::string& content) {
  return part("Content-Disposition: form-data; name=\"" + name + "\"", content);
}

const std::string kEnd = "------B7--\r\n";

std::string refusal_of(std::string_view type, std::string_view body, const FormLimits& limits = {}) {
  const auto form = parse_form(type, body, limits);
  if (form) return "accepted";
  EXPECT_EQ(form.error().code, Code::Malformed);
  EXPECT_EQ(form.error().words.size(), 1U);
  return form.error().words.front();
}

TEST(Form, ReadsUrlencodedFieldsInOrder) {
  const auto form = parse_form("Application/X-WWW-Form-Urlencoded; charset=UTF-8", "b=x+y&a=%C3%A9&b=");
  ASSERT_TRUE(form);
  EXPECT_EQ(form->fields, (std::vector<NameValue>{{"b", "x y"}, {"a", "\xC3\xA9"}, {"b", ""}}));
  EXPECT_TRUE(form->files.empty());
}

TEST(Form, ReadsMultipartFieldsAndFiles) {
  const std::string body = named("comment", "two\r\nlines -- and ------B7 inside") +
                           part(
                               "content-disposition: form-data; name=\"photo\"; filename=\"caf\xC3\xA9; "
                               "\\\"x\\\" %22y%22.png\"\r\n"
                               "Content-Type: image/png",
                               std::string("\x89PNG\0\r\n\r\n", 9)) +
                           named("q%22uote", "") +
                           part(
                               "Content-Disposition: form-data; name=\"none\"; "
                               "filename=\"\"\r\nContent-Type: application/octet-stream",
                               "") +
                           kEnd;
  const auto form = parse_form(kMultipart, body);
  ASSERT_TRUE(form) << form.error().words.front();
  EXPECT_EQ(form->fields,
            (std::vector<NameValue>{{"comment", "two\r\nlines -- and ------B7 inside"}, {"q\"uote", ""}}));
  ASSERT_EQ(form->files.size(), 2U);
  EXPECT_EQ(form->files[0].name, "photo");
  EXPECT_EQ(form->files[0].file_name, "caf\xC3\xA9; \"x\" \"y\".png");
  EXPECT_EQ(form->files[0].content_type, "image/png");
  EXPECT_EQ(form->files[0].content, std::string("\x89PNG\0\r\n\r\n", 9));
  EXPECT_EQ(form->files[1].name, "none");
  EXPECT_EQ(form->files[1].file_name, "");
}

TEST(Form, ReadsEmptyFormsAndQuotedBoundaries) {
  EXPECT_TRUE(parse_form(kUrlencoded, ""));
  const auto empty = parse_form(kMultipart, kEnd);
  ASSERT_TRUE(empty);
  EXPECT_TRUE(empty->fields.empty());
  const auto quoted =
      parse_form("multipart/form-data; charset=utf-8; boundary=\"----B7\"", named("a", "1") + kEnd);
  ASSERT_TRUE(quoted);
  EXPECT_EQ(quoted->fields.front().value, "1");
}

TEST(Form, RefusesOtherTypes) {
  EXPECT_NE(refusal_of("application/json", "{}").find("A form is"), std::string::npos);
  EXPECT_NE(refusal_of("", "a=b").find("A form is"), std::string::npos);
  EXPECT_NE(refusal_of("multipart/form-data", kEnd).find("boundary"), std::string::npos);
  EXPECT_NE(refusal_of("multipart/form-data; boundary=" + std::string(71, 'b'), kEnd).find("boundary"),
            std::string::npos);
  EXPECT_NE(refusal_of("multipart/form-data; boundary=\"open", kEnd).find("Content-Type"), std::string::npos);
}

TEST(Form, RefusesBrokenParts) {
  const std::string good = named("a", "1");
  EXPECT_EQ(refusal_of(kMultipart, good + kEnd), "accepted");
  EXPECT_NE(refusal_of(kMultipart, good), "accepted");
  EXPECT_NE(refusal_of(kMultipart, ""), "accepted");
  EXPECT_NE(refusal_of(kMultipart, "preamble\r\n" + good + kEnd), "accepted");
  EXPECT_NE(refusal_of(kMultipart, good + kEnd + "epilogue"), "accepted");
  EXPECT_NE(refusal_of(kMultipart, "------B7\nContent-Disposition: form-data; name=a\n\n1\n" + kEnd),
            "accepted");
  EXPECT_NE(refusal_of(kMultipart, "------B7 \r\n\r\n\r\n" + kEnd), "accepted");
  EXPECT_NE(refusal_of(kMultipart, part("Content-Type: text/plain", "1") + kEnd), "accepted");
  EXPECT_NE(refusal_of(kMultipart, part("Content-Disposition: attachment; name=a", "1") + kEnd), "accepted");
  EXPECT_NE(refusal_of(kMultipart, part("Content-Disposition: form-data", "1") + kEnd), "accepted");
  EXPECT_NE(refusal_of(kMultipart, part("Content-Disposition: form-data; name=\"a", "1") + kEnd), "accepted");
  EXPECT_NE(refusal_of(kMultipart, part("Nonsense", "1") + kEnd), "accepted");
  const std::string twice =
      "Content-Disposition: form-data; name=a\r\nContent-Disposition: form-data; name=b";
  EXPECT_NE(refusal_of(kMultipart, part(twice, "1") + kEnd), "accepted");
}

TEST(Form, RefusesTextThatIsNotUtf8) {
  EXPECT_NE(refusal_of(kUrlencoded, "a=%FF").find("UTF-8"), std::string::npos);
  EXPECT_NE(refusal_of(kUrlencoded, "%C3=a").find("UTF-8"), std::string::npos);
  EXPECT_NE(refusal_of(kMultipart, named("a", "\xFF") + kEnd).find("UTF-8"), std::string::npos);
  EXPECT_NE(refusal_of(kMultipart, named("\xFF", "a") + kEnd).find("UTF-8"), std::string::npos);
}

TEST(Form, KeepsItsLimits) {
  const FormLimits limits{.parts_max = 2, .name_bytes_max = 3, .part_header_bytes_max = 80};
  EXPECT_EQ(refusal_of(kUrlencoded, "abc=1&b=2", limits), "accepted");
  EXPECT_NE(refusal_of(kUrlencoded, "a&b&c", limits).find("too many"), std::string::npos);
  EXPECT_NE(refusal_of(kUrlencoded, "abcd=1", limits).find("too long"), std::string::npos);
  EXPECT_EQ(refusal_of(kMultipart, named("abc", "1") + named("b", "2") + kEnd, limits), "accepted");
  EXPECT_NE(refusal_of(kMultipart, named("a", "1") + named("b", "2") + named("c", "3") + kEnd, limits)
                .find("too many"),
            std::string::npos);
  EXPECT_NE(refusal_of(kMultipart, named("abcd", "1") + kEnd, limits).find("too long"), std::string::npos);
  const std::string long_head = "Content-Disposition: form-data; name=a\r\nX: " + std::string(100, 'x');
  EXPECT_NE(refusal_of(kMultipart, part(long_head, "1") + kEnd, limits).find("too long"), std::string::npos);
}

}  // namespace
}  // namespace kempelen::http
