// A member of a struct without a descriptor, or a descriptor that points to another's member, would be lost
// silently.
#include <gtest/gtest.h>

#include <boost/pfr.hpp>
#include <set>

#include "api/operations.h"
#include "api/services.h"

namespace kempelen::contract {
namespace {

/// What operations reach only through other structures.
using Inner =
    model::List<api::Assignment, api::BonusPayment, api::HIT, api::HITLayoutParameter, api::Locale,
                api::NotificationSpecification, api::NotifyWorkersFailureStatus, api::ParameterMapEntry,
                api::PolicyParameter, api::Qualification, api::QualificationRequest,
                api::QualificationRequirement, api::QualificationType, api::ReviewActionDetail,
                api::ReviewPolicy, api::ReviewReport, api::ReviewResultDetail, api::WorkerBlock,
                api::worker::AnswerPattern, api::worker::Assignment, api::worker::ContentPart,
                api::worker::Explanation, api::worker::FileUpload, api::worker::Form, api::worker::FormItem,
                api::worker::FormQuestion, api::worker::Frame, api::worker::FreeText, api::worker::HIT,
                api::worker::HITGroup, api::worker::HeldQualification, api::worker::Qualification,
                api::worker::QualificationRequest, api::worker::Media, api::worker::Message,
                api::worker::Reason, api::worker::RequirementFinding, api::worker::Selection,
                api::worker::SelectionAnswer, api::worker::StepJudgement, api::worker::Worker>;

template <typename Structure>
void check(std::set<const model::Shape*>& seen) {
  const model::Shape& shape = model::shape_of<Structure>();
  seen.insert(&shape);
  EXPECT_EQ(shape.fields.size(), boost::pfr::tuple_size_v<Structure>) << shape.name;
  Structure object{};
  std::set<const void*> places;
  std::set<std::string_view> names;
  for (const model::Field& field : shape.fields) {
    void* place = field.slot.make(&object);
    EXPECT_TRUE(places.insert(place).second) << shape.name << '.' << field.name << " shares its place";
    EXPECT_EQ(field.slot.find(&object), place) << shape.name << '.' << field.name;
    EXPECT_TRUE(names.insert(field.name).second) << shape.name << '.' << field.name << " twice";
    EXPECT_TRUE(field.doc.ends_with('.')) << shape.name << '.' << field.name << " has no sentence";
    EXPECT_EQ(field.count == model::Count::List, field.list != nullptr) << shape.name << '.' << field.name;
    EXPECT_EQ(field.kind == model::Kind::Structure, field.shape != nullptr)
        << shape.name << '.' << field.name;
  }
}

template <typename Operations>
void check_operations(std::set<const model::Shape*>& seen) {
  Operations::for_each([&]<typename Op>(model::Type<Op>) {
    check<typename Op::Input>(seen);
    check<typename Op::Output>(seen);
    EXPECT_EQ(model::shape_of<typename Op::Input>().name, std::string(Op::name) + "Request");
    EXPECT_EQ(model::shape_of<typename Op::Output>().name, std::string(Op::name) + "Response");
    EXPECT_TRUE(Op::doc.ends_with('.')) << Op::name;
  });
}

TEST(ShapeCoverage, EveryMemberHasOneDescriptor) {
  std::set<const model::Shape*> seen;
  check_operations<api::Operations>(seen);
  check_operations<api::WorkerOperations>(seen);
  Inner::for_each([&]<typename Structure>(model::Type<Structure>) { check<Structure>(seen); });
  std::set<const model::Shape*> reached;
  for (const model::Service* service : {&api::requester_service(), &api::worker_service()}) {
    for (const model::Shape* shape : model::shapes_of(*service)) reached.insert(shape);
  }
  EXPECT_EQ(seen, reached) << "a structure is missing from Inner, or none uses it";
  EXPECT_EQ(reached.size(), 39U * 2 + 26U * 2 + Inner::size);
}

template <typename Operations>
void check_alphabetical() {
  std::vector<std::string_view> names;
  Operations::for_each([&]<typename Op>(model::Type<Op>) { names.push_back(Op::name); });
  for (std::size_t i = 1; i < names.size(); ++i) EXPECT_LT(names[i - 1], names[i]);
}

TEST(ShapeCoverage, OperationsStandInTheOrderOfTheAlphabet) {
  check_alphabetical<api::Operations>();
  check_alphabetical<api::WorkerOperations>();
}

TEST(ShapeCoverage, OnlySignInsAndTheProfileNeedNoSession) {
  std::set<std::string_view> open;
  for (const model::OperationRecord& operation : api::worker_service().operations) {
    if (operation.authentication == model::Authentication::None) open.insert(operation.name);
    EXPECT_NE(operation.authentication, model::Authentication::Signature) << operation.name;
  }
  EXPECT_EQ(open, (std::set<std::string_view>{"GetProfile", "SignIn", "SignUp"}));
  for (const model::OperationRecord& operation : api::requester_service().operations) {
    EXPECT_EQ(operation.authentication, model::Authentication::Signature) << operation.name;
  }
}

TEST(ShapeCoverage, TokensMakeFourOperationsRepeatable) {
  for (const model::OperationRecord& operation : api::requester_service().operations) {
    bool takes_token = false;
    for (const model::Field& field : operation.input->fields)
      takes_token |= field.name == "UniqueRequestToken";
    EXPECT_EQ(operation.repeat == model::Repeat::ByToken, takes_token) << operation.name;
  }
}

}  // namespace
}  // namespace kempelen::contract
