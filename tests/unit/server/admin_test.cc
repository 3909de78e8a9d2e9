// Every command of `kempelen admin`, through the door that the socket and the command line use.
#include "server/admin.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "json/value.h"
#include "tests/unit/server/house.h"

namespace kempelen::server {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string sentence(const Result<std::string>& answer) {
  if (answer) return "answered: " + *answer;
  EXPECT_EQ(answer.error().code, Code::AdminRefused);
  return answer.error().words.at(0);
}

TEST(Admin, CommandsAreNamedOnceAndDocumented) {
  std::set<std::string_view> names;
  for (const AdminCommand& command : admin_commands()) {
    EXPECT_TRUE(names.insert(command.name).second);
    EXPECT_FALSE(command.doc.empty());
  }
}

TEST(Admin, EveryRequiredFlagIsAskedFor) {
  House house;
  for (const AdminCommand& command : admin_commands()) {
    for (const AdminFlag& missing : command.flags) {
      if (missing.need != AdminFlag::Need::Required) continue;
      Arguments arguments;
      for (const AdminFlag& flag : command.flags) arguments[std::string(flag.name)] = "x";
      const std::string expected = std::string(command.name) + " needs --" + std::string(missing.name);
      arguments[std::string(missing.name)] = "";
      EXPECT_THAT(sentence(house.admin(command.name, arguments)), HasSubstr(expected));
      arguments.erase(std::string(missing.name));
      EXPECT_THAT(sentence(house.admin(command.name, arguments)), HasSubstr(expected));
    }
  }
  EXPECT_THAT(sentence(house.admin("dance")), HasSubstr("There is no command dance"));
}

TEST(Admin, WhoDoesNotExistIsNamed) {
  House house;
  for (const AdminCommand& command : admin_commands()) {
    Arguments arguments;
    for (const AdminFlag& flag : command.flags) {
      if (flag.need == AdminFlag::Need::Required) arguments[std::string(flag.name)] = "ANOBODY";
    }
    if (!arguments.contains("requester") && !arguments.contains("worker") && !arguments.contains("layout") &&
        !arguments.contains("access-key-id")) {
      continue;
    }
    EXPECT_THAT(sentence(house.admin(command.name, arguments)),
                ::testing::AllOf(HasSubstr("There is no"), HasSubstr("ANOBODY")))
        << command.name;
  }
}

TEST(Admin, RequestersAreMadeListedAndSuspended) {
  House house;
  const std::string id = member(house.admin("create-requester", {{"name", "bolt"}}).value(), "RequesterId");
  EXPECT_THAT(house.admin("list-requesters").value(), HasSubstr(id));
  EXPECT_THAT(house.admin("suspend-requester", {{"requester", id}}).value(), HasSubstr("Suspended"));
  EXPECT_THAT(house.admin("list-requesters").value(),
              HasSubstr("\"" + id + "\",\"Name\":\"bolt\",\"Standing\":\"Suspended\""));
  EXPECT_THAT(house.admin("resume-requester", {{"requester", id}}).value(), HasSubstr("Good"));
}

TEST(Admin, DepositsAddUp) {
  House house;
  const std::string id = member(house.admin("create-requester", {{"name", "bolt"}}).value(), "RequesterId");
  EXPECT_EQ(member(house.admin("deposit", {{"requester", id}, {"amount", "5"}}).value(), "AvailableBalance"),
            "5.00");
  EXPECT_EQ(
      member(house.admin("deposit", {{"requester", id}, {"amount", "0.01"}}).value(), "AvailableBalance"),
      "5.01");
  const std::string shown = house.admin("balance", {{"requester", id}}).value();
  EXPECT_EQ(member(shown, "AvailableBalance"), "5.01");
  EXPECT_EQ(member(shown, "OnHoldBalance"), "0.00");
  for (const char* wrong : {"0", "0.00", "-1", "1e3", "five", "0.001", "1,00"}) {
    EXPECT_THAT(sentence(house.admin("deposit", {{"requester", id}, {"amount", wrong}})),
                HasSubstr("is not an amount of dollars"))
        << wrong;
  }
  EXPECT_EQ(member(house.admin("balance", {{"requester", id}}).value(), "AvailableBalance"), "5.01");
}

TEST(Admin, KeysAreMadeImportedListedAndEnded) {
  House house;
  const std::string id = house.shop().requester().text;
  const std::string made = house.admin("create-access-key", {{"requester", id}}).value();
  EXPECT_EQ(member(made, "SecretAccessKey").size(), 40u);
  const Arguments imported = {
      {"requester", id}, {"access-key-id", "AKIAIMPORTED00000001"}, {"secret-file", "a-secret-of-somebody"}};
  EXPECT_THAT(house.admin("import-access-key", imported).value(), Not(HasSubstr("a-secret")));
  EXPECT_THAT(sentence(house.admin("import-access-key", imported)), HasSubstr("exists already"));
  const std::string listed = house.admin("list-access-keys", {{"requester", id}}).value();
  EXPECT_THAT(listed, HasSubstr("\"AKIAIMPORTED00000001\",\"State\":\"Active\",\"Origin\":\"Imported\""));
  EXPECT_THAT(listed, Not(HasSubstr("Secret")));
  ASSERT_TRUE(house.admin("deactivate-access-key", {{"access-key-id", "AKIAIMPORTED00000001"}}));
  EXPECT_THAT(house.admin("list-access-keys", {{"requester", id}}).value(),
              HasSubstr("\"State\":\"Inactive\""));
}

TEST(Admin, ImportedKeysHaveTheFormOfKeys) {
  House house;
  const auto import = [&](const std::string& key, const std::string& secret) {
    return sentence(house.admin(
        "import-access-key",
        {{"requester", house.shop().requester().text}, {"access-key-id", key}, {"secret-file", secret}}));
  };
  const std::string good(20, 'A');
  EXPECT_THAT(import("SHORT", good), HasSubstr("16 to 128 letters"));
  EXPECT_THAT(import(std::string(129, 'A'), good), HasSubstr("16 to 128 letters"));
  EXPECT_THAT(import("AKIA/0000000000000000", good), HasSubstr("16 to 128 letters"));
  EXPECT_THAT(import(good, "short"), HasSubstr("16 to 128 characters"));
  EXPECT_THAT(import(good, std::string(129, 's')), HasSubstr("16 to 128 characters"));
}

TEST(Admin, WorkersAreMadeListedAndSuspended) {
  House house;
  const std::string made = house.admin("create-worker", {{"username", "ben"}, {"country", "US"}}).value();
  EXPECT_EQ(member(made, "Marketplace"), "sandbox");
  const std::string id = member(made, "WorkerId");
  EXPECT_THAT(sentence(house.admin("create-worker", {{"username", "BEN"}})), HasSubstr("taken in sandbox"));
  EXPECT_TRUE(house.admin("create-worker", {{"username", "ben"}, {"marketplace", "live"}}));
  EXPECT_THAT(sentence(house.admin("create-worker", {{"username", "x"}, {"marketplace", "moon"}})),
              HasSubstr("sandbox or live, not 'moon'"));
  EXPECT_THAT(house.admin("suspend-worker", {{"worker", id}}).value(), HasSubstr("Suspended"));
  EXPECT_THAT(house.admin("list-workers").value(), HasSubstr("\"ben\",\"Standing\":\"Suspended\""));
  EXPECT_THAT(house.admin("resume-worker", {{"worker", id}}).value(), HasSubstr("Good"));
}

TEST(Admin, AWorkersCountryIsACountry) {
  House house;
  for (const char* wrong : {"usa", "us", "U", "Germany", "QQ"}) {
    EXPECT_THAT(sentence(house.admin("create-worker", {{"username", "ben"}, {"country", wrong}})),
                HasSubstr("is no country"));
  }
  EXPECT_EQ(house.admin("list-workers").value().find("ben"), std::string::npos);
}

TEST(Admin, LayoutsAreMadeListedShownAndDeleted) {
  House house;
  const std::string owner = house.shop().requester().text;
  const std::string html = "<p title=\"${image-url}\">\r\n\t${b.c}</p> ${image-url}\n";
  const Arguments given = {{"requester", owner}, {"name", "pictures"}, {"html-file", html}};
  const std::string made = house.admin("create-layout", given).value();
  EXPECT_THAT(made, HasSubstr(R"("Name":"pictures","Parameters":["image-url","b.c"])"));
  const std::string id = member(made, "HITLayoutId");
  EXPECT_EQ(id.size(), 30u);

  EXPECT_EQ(house.admin("list-layouts", {{"requester", owner}}).value(), "{\"HITLayouts\":[" + made + "]}");
  EXPECT_EQ(house.admin("list-layouts", {{"requester", owner}, {"marketplace", "live"}}).value(),
            R"({"HITLayouts":[]})");
  const std::string shown = house.admin("show-layout", {{"layout", id}}).value();
  EXPECT_EQ(json::parse(shown)->find("Html")->string(), html);
  EXPECT_EQ(member(shown, "RequesterId"), owner);
  EXPECT_EQ(member(shown, "Marketplace"), "sandbox");

  EXPECT_TRUE(house.admin("delete-layout", {{"layout", id}}));
  EXPECT_EQ(house.admin("list-layouts", {{"requester", owner}}).value(), R"({"HITLayouts":[]})");
  for (const char* command : {"show-layout", "delete-layout"}) {
    EXPECT_EQ(sentence(house.admin(command, {{"layout", id}})),
              "There is no layout " + id + "; `kempelen admin list-layouts` shows all.");
  }
}

TEST(Admin, ALayoutIsHtmlThatFitsIntoAHit) {
  House house;
  const auto make = [&](const std::string& html, const std::string& marketplace) {
    return house.admin("create-layout", {{"requester", house.shop().requester().text},
                                         {"name", "x"},
                                         {"html-file", html},
                                         {"marketplace", marketplace}});
  };
  EXPECT_THAT(sentence(make(" \n", "sandbox")), HasSubstr("is empty"));
  EXPECT_THAT(sentence(make(std::string(65'536, 'x'), "live")), HasSubstr("the limit is 65535"));
  EXPECT_THAT(sentence(make("<p>", "moon")), HasSubstr("sandbox or live, not 'moon'"));
  EXPECT_EQ(house.admin("list-layouts", {{"requester", house.shop().requester().text}}).value(),
            R"({"HITLayouts":[]})");
}

TEST(Admin, TokensAndLinksOpenTheSite) {
  House house;
  const std::string id = member(house.admin("create-worker", {{"username", "ben"}}).value(), "WorkerId");
  const std::string token = member(house.admin("create-token", {{"worker", id}}).value(), "Token");
  EXPECT_THAT(house.worker_call("GetEarnings", "{}", {{"Authorization", "Bearer " + token}}).body,
              HasSubstr("\"Total\":\"0.00\""));
  const std::string link = member(house.admin("sign-in-link", {{"worker", id}}).value(), "Link");
  const std::string beginning = "http://sandbox.test/#sign-in=";
  ASSERT_TRUE(link.starts_with(beginning)) << link;
  EXPECT_EQ(house.worker_call("SignIn", R"({"LinkToken":")" + link.substr(beginning.size()) + "\"}").status,
            200);
  const std::string reset = member(house.admin("reset-password", {{"worker", id}}).value(), "Link");
  EXPECT_TRUE(reset.starts_with("http://sandbox.test/#reset=")) << reset;
}

}  // namespace
}  // namespace kempelen::server
