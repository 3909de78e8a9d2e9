// The service's own limits, number by number, independent of the descriptors that declare them.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "api/services.h"

namespace kempelen::api {
namespace {

const model::Field& field_of(std::string_view shape_name, std::string_view member) {
  for (const model::Service* service : {&requester_service(), &worker_service()}) {
    for (const model::Shape* shape : model::shapes_of(*service)) {
      if (shape->name != shape_name) continue;
      for (const model::Field& field : shape->fields) {
        if (field.name == member) return field;
      }
    }
  }
  throw std::out_of_range(fmt::format("{}.{}", shape_name, member));
}

struct Expected {
  const char* shape;
  const char* member;
  std::int64_t low;
  std::int64_t high;
};

void expect(const model::Bounds& bounds, const Expected& expected) {
  EXPECT_EQ(bounds.low, expected.low) << expected.shape << '.' << expected.member;
  EXPECT_EQ(bounds.high, expected.high) << expected.shape << '.' << expected.member;
}

TEST(Limits, Characters) {
  constexpr Expected kExpected[] = {
      {"CreateHITRequest", "Title", 1, 128},
      {"CreateHITTypeRequest", "Title", 1, 128},
      {"CreateHITRequest", "Description", 0, 2000},
      {"CreateHITTypeRequest", "Description", 0, 2000},
      {"CreateHITRequest", "Keywords", 0, 1000},
      {"CreateHITTypeRequest", "Keywords", 0, 1000},
      {"CreateHITRequest", "RequesterAnnotation", 0, 255},
      {"CreateHITWithHITTypeRequest", "RequesterAnnotation", 0, 255},
      {"ApproveAssignmentRequest", "RequesterFeedback", 0, 1024},
      {"RejectAssignmentRequest", "RequesterFeedback", 0, 1024},
      {"SendBonusRequest", "Reason", 1, 4096},
      {"NotifyWorkersRequest", "Subject", 1, 200},
      {"NotifyWorkersRequest", "MessageText", 1, 4096},
      {"CreateQualificationTypeRequest", "Name", 1, 200},
      {"CreateQualificationTypeRequest", "Description", 0, 2000},
      {"UpdateQualificationTypeRequest", "Description", 0, 2000},
      {"CreateQualificationTypeRequest", "Keywords", 0, 1000},
      {"CreateWorkerBlockRequest", "Reason", 0, 4096},
      {"DeleteWorkerBlockRequest", "Reason", 0, 4096},
      {"RejectQualificationRequestRequest", "Reason", 0, 4096},
      {"DisassociateQualificationFromWorkerRequest", "Reason", 0, 4096},
      {"SignUpRequest", "Username", 3, 64},
      {"SignUpRequest", "Password", 8, 200},
      {"SignInRequest", "NewPassword", 8, 200},
      {"SearchHITGroupsRequest", "SearchTerm", 0, 200},
  };
  for (const Expected& expected : kExpected) {
    expect(field_of(expected.shape, expected.member).limits.characters, expected);
  }
}

TEST(Limits, Bytes) {
  constexpr Expected kExpected[] = {
      {"CreateHITRequest", "Question", 1, 65535},
      {"CreateHITWithHITTypeRequest", "Question", 1, 65535},
      {"CreateQualificationTypeRequest", "Test", 1, 65535},
      {"CreateQualificationTypeRequest", "AnswerKey", 1, 65535},
      {"UpdateQualificationTypeRequest", "Test", 1, 65535},
      {"UpdateQualificationTypeRequest", "AnswerKey", 1, 65535},
  };
  for (const Expected& expected : kExpected) {
    expect(field_of(expected.shape, expected.member).limits.bytes, expected);
  }
}

TEST(Limits, Values) {
  constexpr Expected kExpected[] = {
      {"CreateHITRequest", "LifetimeInSeconds", 30, 31536000},
      {"CreateHITWithHITTypeRequest", "LifetimeInSeconds", 30, 31536000},
      {"CreateHITRequest", "AssignmentDurationInSeconds", 30, 31536000},
      {"CreateHITTypeRequest", "AssignmentDurationInSeconds", 30, 31536000},
      {"CreateHITRequest", "AutoApprovalDelayInSeconds", 0, 2592000},
      {"CreateHITTypeRequest", "AutoApprovalDelayInSeconds", 0, 2592000},
      {"CreateHITRequest", "MaxAssignments", 1, 1000000000},
      {"CreateHITWithHITTypeRequest", "MaxAssignments", 1, 1000000000},
      {"CreateAdditionalAssignmentsForHITRequest", "NumberOfAdditionalAssignments", 1, 1000000000},
      {"CreateQualificationTypeRequest", "RetryDelayInSeconds", 0, 2147483647},
      {"CreateQualificationTypeRequest", "TestDurationInSeconds", 1, 31536000},
      {"UpdateQualificationTypeRequest", "TestDurationInSeconds", 1, 31536000},
  };
  for (const Expected& expected : kExpected) {
    expect(field_of(expected.shape, expected.member).limits.value, expected);
  }
}

TEST(Limits, Entries) {
  constexpr Expected kExpected[] = {
      {"CreateHITRequest", "QualificationRequirements", 0, 10},
      {"CreateHITTypeRequest", "QualificationRequirements", 0, 10},
      {"QualificationRequirement", "IntegerValues", 0, 15},
      {"QualificationRequirement", "LocaleValues", 0, 30},
      {"NotifyWorkersRequest", "WorkerIds", 1, 100},
  };
  for (const Expected& expected : kExpected) {
    expect(field_of(expected.shape, expected.member).limits.entries, expected);
  }
}

TEST(Limits, ABonusIsAtLeastACentAndARewardMayBeNothing) {
  EXPECT_EQ(field_of("SendBonusRequest", "BonusAmount").limits.amount.low, Money::cents(1).micros);
  EXPECT_FALSE(field_of("CreateHITRequest", "Reward").limits.amount.given());
}

TEST(Limits, TextsForPeopleRefuseControlCharacters) {
  constexpr std::pair<const char*, const char*> kForPeople[] = {
      {"CreateHITRequest", "Title"},
      {"CreateHITRequest", "Description"},
      {"CreateHITRequest", "Keywords"},
      {"ApproveAssignmentRequest", "RequesterFeedback"},
      {"RejectAssignmentRequest", "RequesterFeedback"},
      {"SendBonusRequest", "Reason"},
      {"NotifyWorkersRequest", "Subject"},
      {"NotifyWorkersRequest", "MessageText"},
      {"CreateQualificationTypeRequest", "Name"},
      {"UpdateQualificationTypeRequest", "Description"},
      {"SignUpRequest", "Username"},
  };
  for (const auto& [shape, member] : kForPeople) {
    EXPECT_EQ(field_of(shape, member).limits.audience, model::Audience::People) << shape << '.' << member;
  }
}

TEST(Limits, PasswordsAreSecret) {
  EXPECT_EQ(field_of("SignUpRequest", "Password").secrecy, model::Secrecy::Secret);
  EXPECT_EQ(field_of("SignInRequest", "Password").secrecy, model::Secrecy::Secret);
  EXPECT_EQ(field_of("SignInRequest", "NewPassword").secrecy, model::Secrecy::Secret);
  EXPECT_EQ(field_of("SignInRequest", "LinkToken").secrecy, model::Secrecy::Secret);
}

TEST(Limits, AWorkerMayBeBlockedWithoutAReason) {
  EXPECT_EQ(field_of("CreateWorkerBlockRequest", "Reason").presence, model::Presence::Optional);
}

}  // namespace
}  // namespace kempelen::api
