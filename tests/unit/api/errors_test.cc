// Error bodies, byte for byte as SDKs read them and as programs search them.
#include "api/errors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.h"
#include "json/value.h"

namespace kempelen::api {
namespace {

using ::testing::HasSubstr;

const Suffix kLive{Suffix::Form::Live, Instant::from_millis(1624047673969)};
const Suffix kSandbox{Suffix::Form::Sandbox, Instant::from_millis(1567545210650)};

TEST(AwsBody, OfARequestError) {
  EXPECT_EQ(aws_body({Code::HitDoesNotExist, {"3PR3"}}, kLive),
            R"j({"__type":"RequestError","Message":"Hit 3PR3 does not exist. (1624047673969)",)j"
            R"j("TurkErrorCode":"AWS.MechanicalTurk.HITDoesNotExist"})j");
}

TEST(AwsBody, OfAWrongParameterInTheSandbox) {
  EXPECT_EQ(aws_body({Code::InvalidParameterValue, {"<xml>", "Test"}}, kSandbox),
            R"j({"__type":"ParameterValidationError","Message":"The value \"<xml>\" is not valid )j"
            R"j(for the parameter )j"
            R"j(Test. (1567545210650 )j"
            R"j(s)","Parameter":"Test","TurkErrorCode":"AWS.MechanicalTurk.InvalidParameterValue"})j");
}

TEST(AwsBody, ASentenceMayFollowWithTwoFullStops) {
  EXPECT_THAT(
      aws_body({Code::InvalidParameterValueBecause,
                {"US,CA", "LocaleValue", "LocaleValue must be null when used with the EqualTo comparator."}},
               kLive),
      HasSubstr(R"j("Message":"The value \"US,CA\" is not valid for the parameter )j"
                R"j(LocaleValue. LocaleValue must )j"
                R"j(be null when used with the EqualTo comparator.. (1624047673969)")j"));
}

TEST(AwsBody, OfProtocolErrorsHasSmallMessageAndNoSuffix) {
  EXPECT_EQ(aws_body({Code::Malformed, {"NUMBER_VALUE cannot be converted to String at 'title'"}}, kLive),
            R"j({"__type":"SerializationException","message":"NUMBER_VALUE cannot be converted to String )j"
            R"j(at 'title'"})j");
  EXPECT_EQ(aws_body({Code::Throttled}, kLive),
            R"j({"__type":"ThrottlingException","message":"Rate exceeded"})j");
  EXPECT_EQ(aws_body({Code::BreaksModel, {"1 validation error detected: …"}}, kLive),
            R"j({"__type":"ValidationException","message":"1 validation error detected: …"})j");
}

TEST(AwsBody, OfSignatureErrors) {
  EXPECT_THAT(aws_body({Code::InvalidSignature}, kLive),
              HasSubstr("The request signature we calculated does not match the signature you provided."));
  const Refusal expired{Code::InvalidSignature, {"Signature expired: a is now earlier than b (c - 5 min.)"}};
  EXPECT_EQ(aws_body(expired, kLive),
            R"j({"__type":"InvalidSignatureException","message":"Signature expired: a is now )j"
            R"j(earlier than b (c - 5 min.)"})j");
  EXPECT_EQ(aws_body({Code::UnrecognizedClient}, kLive),
            R"j({"__type":"UnrecognizedClientException","message":"The security token included in )j"
            R"j(the request is invalid."})j");
}

TEST(AwsBody, TextsThatProgramsSearchFor) {
  const auto message = [](Code code, std::vector<std::string> words) {
    return wire_error({code, words}).message;
  };
  EXPECT_EQ(message(Code::InvalidHitState, {"Disposed", "Reviewing, Reviewable"}),
            "This HIT is currently in the state 'Disposed'.  This operation can be called with a status of: "
            "Reviewing, "
            "Reviewable");
  EXPECT_EQ(message(Code::InvalidAssignmentState, {"Reviewable,Approved,Rejected"}),
            "This operation can be called with a status of: Reviewable,Approved,Rejected");
  EXPECT_EQ(message(Code::InvalidQualificationState, {"Granted"}),
            "This operation can be called with a status of: Granted");
  EXPECT_EQ(message(Code::QualificationTypeDoesNotExist, {"3X"}), "QualificationType [3X] does not exist.");
  EXPECT_TRUE(message(Code::QualificationTypeAlreadyExists, {})
                  .starts_with("You have already created a QualificationType with this name."));
  EXPECT_EQ(message(Code::HitAlreadyExists, {"3X"}), "The HIT with ID \"3X\" already exists.");
  EXPECT_EQ(message(Code::TokenAlreadyProcessed, {"t"}),
            "The idempotency token \"t\" has already been processed.");
  EXPECT_EQ(
      message(Code::ParameterOutOfRange, {"11", "ExpirationIncrementInSeconds", "60", "31536000"}),
      "The value 11 is invalid for ExpirationIncrementInSeconds. Valid values range from 60 to 31536000.");
  EXPECT_EQ(message(Code::ParameterTooShort, {"Question", "1"}),
            "Your request parameter Question  has a minimum length of 1.");
  EXPECT_EQ(
      message(Code::InvalidParameterCombination, {"ActionsGuarded, RequiredToPreview"}),
      "The combination of parameters supplied to the request is invalid: ActionsGuarded, RequiredToPreview.");
  EXPECT_EQ(
      message(Code::InvalidEnumeratedParameter, {"U", "Locale ISO 3166-1 alpha-2 Country Codes", "AD, AE"}),
      "The value \"U\" you specified for Locale ISO 3166-1 alpha-2 Country Codes is invalid. Expected values "
      "[AD, AE]");
}

TEST(AwsBody, AnOperationMayBeUnknownOrMissing) {
  EXPECT_EQ(wire_error({Code::UnknownOperation, {"CreateHit"}}).message,
            "The operation 'CreateHit' does not exist.");
  EXPECT_EQ(wire_error({Code::UnknownOperation}).message, "The request names no operation.");
}

TEST(WorkerBody, AnswersThatDoNotFitNameTheirQuestion) {
  EXPECT_EQ(
      worker_body({Code::AnswerInvalid, {"Question \"q\": No.", "q"}}),
      R"({"__type":"RequestError","Message":"Question \"q\": No.","Code":"AnswerInvalid","Question":"q"})");
  EXPECT_EQ(
      worker_body({Code::AnswerInvalid, {"The form has no question \"p\"."}}),
      R"({"__type":"RequestError","Message":"The form has no question \"p\".","Code":"AnswerInvalid"})");
}

TEST(AwsBody, WordsWithBracesAreNotFilledAgain) {
  EXPECT_EQ(wire_error({Code::InvalidParameterValue, {"{1}{0}", "Test"}}).message,
            "The value \"{1}{0}\" is not valid for the parameter Test.");
}

TEST(AwsBody, LongValuesAreCut) {
  const WireError error = wire_error({Code::InvalidParameterValue, {std::string(5000, 'x'), "Question"}});
  EXPECT_EQ(error.message,
            "The value \"" + std::string(256, 'x') + "…\" is not valid for the parameter Question.");
}

TEST(AwsBody, StaysJsonWhateverTheWordsAre) {
  const std::string body = aws_body({Code::IncompleteSignature, {"Authorization=\xff\xfe\"\n"}}, kLive);
  EXPECT_TRUE(is_utf8(body));
  const auto parsed = json::parse(body);
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->find("message")->string(), "Authorization=??\"\n");
}

TEST(AwsBody, OfAFaultIsRetryable) {
  EXPECT_EQ(kServiceFaultStatus, 500);
  EXPECT_EQ(aws_fault_body(kSandbox),
            R"j({"__type":"ServiceFault","Message":"Amazon Mechanical Turk is temporarily unable to )j"
            R"j(process your request. )j"
            R"j(Try your call again. (1567545210650 s)","TurkErrorCode":"AWS.ServiceUnavailable"})j");
}

TEST(WorkerBody, HasACodeAndNoSuffix) {
  EXPECT_EQ(worker_body({Code::NoMoreHits}),
            R"j({"__type":"RequestError","Message":"There are no more of these HITs to )j"
            R"j(accept.","Code":"NoMoreHITs"})j");
  EXPECT_EQ(worker_fault_body(), R"j({"__type":"ServiceFault","Message":"The server cannot answer now. Try )j"
                                 R"j(again.","Code":"ServiceFault"})j");
}

TEST(WorkerBody, StatusesSayWhatToDo) {
  const auto status = [](Code code) { return wire_error({code}).worker_status; };
  EXPECT_EQ(status(Code::NotSignedIn), 401);
  EXPECT_EQ(status(Code::BadCredentials), 401);
  EXPECT_EQ(status(Code::ForgedRequest), 403);
  EXPECT_EQ(status(Code::UnknownOperation), 404);
  EXPECT_EQ(status(Code::Throttled), 429);
  EXPECT_EQ(status(Code::NoMoreHits), 400);
  EXPECT_EQ(status(Code::BreaksModel), 400);
}

TEST(ErrorsPage, HasEveryCode) {
  const std::string page = errors_markdown();
  for (const ErrorRow& row : error_table())
    EXPECT_THAT(page, HasSubstr(std::string(row.worker_code))) << row.name;
  EXPECT_THAT(
      page,
      HasSubstr("| RequestError | 400 | `AWS.MechanicalTurk.HITDoesNotExist` | Hit {0} does not exist. | "
                "`HITDoesNotExist`, 400 |"));
}

}  // namespace
}  // namespace kempelen::api
