// Names in a shell. That all of them are those of the vendor's tool is tested from outside, where that tool
// is.
#include "model/kebab.h"

#include <gtest/gtest.h>

namespace kempelen::model {
namespace {

TEST(Kebab, WordsAreFoundAsTheVendorDoes) {
  EXPECT_EQ(kebab("CreateHIT"), "create-hit");
  EXPECT_EQ(kebab("GetFileUploadURL"), "get-file-upload-url");
  EXPECT_EQ(kebab("CreateHITWithHITType"), "create-hit-with-hit-type");
  EXPECT_EQ(kebab("UpdateHITTypeOfHIT"), "update-hit-type-of-hit");
  EXPECT_EQ(kebab("HITId"), "hit-id");
  EXPECT_EQ(kebab("ListHITs"), "list-hits");
  EXPECT_EQ(kebab("ListHITsForQualificationType"), "list-hits-for-qualification-type");
  EXPECT_EQ(kebab("AutoApprovalDelayInSeconds"), "auto-approval-delay-in-seconds");
  EXPECT_EQ(kebab("Url"), "url");
  EXPECT_EQ(kebab(""), "");
}

}  // namespace
}  // namespace kempelen::model
