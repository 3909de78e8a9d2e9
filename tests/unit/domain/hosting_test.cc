// Frame addresses, origins, and old templates led to this server.
#include "domain/hosting.h"

#include <gtest/gtest.h>

#include <vector>

namespace kempelen::domain {
namespace {

const HostAddresses kHost{"http://localhost:8082", "http://localhost:8082/static/externalHIT_v1.js",
                          "/static/stand-in.js"};
const std::string kScript = "<script src=\"/static/stand-in.js\"></script>";
const std::string kSubmit = "http://localhost:8082/mturk/externalSubmit";

/// The hosted form without the stand-in's tag, which must be there once.
std::string rewritten(const std::string& html) {
  std::string out = host_html(html, kHost);
  const std::size_t at = out.find(kScript);
  if (at == std::string::npos) return "no script";
  out.erase(at, kScript.size());
  return out.find(kScript) == std::string::npos ? out : "two scripts";
}

std::optional<std::string> host_of(std::string_view url) {
  const auto address = parse_web_address(url);
  return address ? std::optional(address->host) : std::nullopt;
}

TEST(WebAddress, IsTakenApart) {
  EXPECT_EQ(parse_web_address("http://localhost:5000/x?y=1#z"),
            (WebAddress{"http", "localhost", 5000, "y=1"}));
  EXPECT_EQ(parse_web_address("HTTPS://Study.Example.ORG"),
            (WebAddress{"https", "study.example.org", 443, ""}));
  EXPECT_EQ(parse_web_address("http://a:b@x.org?q#f?g"), (WebAddress{"http", "x.org", 80, "q"}));
  EXPECT_EQ(parse_web_address("https://x.org:/"), (WebAddress{"https", "x.org", 443, ""}));
  EXPECT_EQ(parse_web_address("https://x.org./"), (WebAddress{"https", "x.org", 443, ""}));
  EXPECT_EQ(parse_web_address("https://x.org/#?hidden"), (WebAddress{"https", "x.org", 443, ""}));
  EXPECT_EQ(parse_web_address("https://x.org/a b"), (WebAddress{"https", "x.org", 443, ""}));
}

TEST(WebAddress, Ipv4IsReadInEveryNotation) {
  for (const auto* url : {"http://127.0.0.1/", "http://127.1/", "http://0x7f.0.0.1/", "http://2130706433/",
                          "http://0177.0.0.1/", "http://0x7F000001/", "http://127.0.0.1./"}) {
    EXPECT_EQ(host_of(url), "127.0.0.1") << url;
  }
  EXPECT_EQ(host_of("http://256.0.0.1/"), std::nullopt);
  EXPECT_EQ(host_of("http://1.2.3.4.5/"), std::nullopt);
  EXPECT_EQ(host_of("http://1.2.3.com/"), "1.2.3.com");
}

TEST(WebAddress, Ipv6IsReadInEveryNotation) {
  EXPECT_EQ(parse_web_address("http://[0:0:0:0:0:0:0:1]:81/"), (WebAddress{"http", "[::1]", 81, ""}));
  EXPECT_EQ(host_of("http://[2001:DB8::1]/"), "[2001:db8::1]");
  EXPECT_EQ(host_of("http://[::1/"), std::nullopt);
  EXPECT_EQ(host_of("http://[x]/"), std::nullopt);
}

TEST(WebAddress, OtherThingsAreNone) {
  for (const auto* url : {"",
                          "x",
                          "//x.org/",
                          "/x",
                          "javascript:alert(1)//x://y",
                          "ftp://x.org/",
                          "http:x.org",
                          "https:/x.org",
                          "https://",
                          "https:///x",
                          "https://?x",
                          "https://x.org:70000/",
                          "https://x.org:8o/",
                          "https://x.org:-1/",
                          "https://x y.org/",
                          "https://x\torg/",
                          "https://x.org\\@y.org/",
                          "https:\\\\x.org/",
                          "https://%6cocalhost/",
                          "https://.x.org/",
                          "https://x..",
                          "https://.",
                          "https://x.org:1:2/",
                          " https://x.org/"}) {
    EXPECT_EQ(parse_web_address(url), std::nullopt) << url;
  }
}

TEST(WebAddress, LoopbackIsKnown) {
  for (const auto* url :
       {"http://localhost/", "http://LOCALHOST./", "http://x.localhost/", "http://127.8.9.1/",
        "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://2130706433/"}) {
    EXPECT_TRUE(is_loopback(*parse_web_address(url))) << url;
  }
  for (const auto* url :
       {"http://localhost.org/", "http://notlocalhost/", "http://128.0.0.1/", "http://127.0.0.1.org/",
        "http://[::2]/", "http://0.0.0.0/", "http://m\u00fcnchen.example/"}) {
    EXPECT_FALSE(is_loopback(*parse_web_address(url))) << url;
  }
}

TEST(SameOrigin, ComparesSchemeHostAndPort) {
  EXPECT_TRUE(same_origin("https://x.org/a?b", "HTTPS://X.org:443#c"));
  EXPECT_TRUE(same_origin("http://127.1:8080/", "http://127.0.0.1:8080"));
  EXPECT_FALSE(same_origin("https://x.org/", "http://x.org/"));
  EXPECT_FALSE(same_origin("https://x.org/", "https://x.org:444/"));
  EXPECT_FALSE(same_origin("https://x.org/", "https://y.org/"));
  EXPECT_FALSE(same_origin("javascript:1", "javascript:1"));
}

TEST(FrameOrigin, IsKeptOnlyAwayFromOurs) {
  const std::vector<std::string> ours = {"http://localhost:8080", "http://localhost:8082",
                                         "https://turk.example.org"};
  for (const auto* url : {"http://localhost:5000/x?y=1#z", "https://study.example.org/",
                          "http://127.0.0.1:5000/", "https://turk.example.org:8443/"}) {
    EXPECT_EQ(frame_origin(url, ours), FrameOrigin::Kept) << url;
  }
  for (const auto* url :
       {"http://localhost:8080/", "https://localhost:8082/", "http://127.0.0.1:8080/", "http://[::1]:8080/",
        "http://x.localhost:8080/", "http://2130706433:8082/", "http://0.0.0.0:8080/", "http://[::]:8080/",
        "http://LOCALHOST.:8080/", "https://user@TURK.example.org./", "http://turk.example.org:443/",
        "http://\uFF4C\uFF4F\uFF43\uFF41\uFF4C\uFF48\uFF4F\uFF53\uFF54:8080/",
        "https://study.example.org\\@localhost:8080/", "javascript:alert(1)", "about:blank", "", "/relative",
        "http://loc%61lhost:8080/"}) {
    EXPECT_EQ(frame_origin(url, ours), FrameOrigin::Opaque) << url;
  }
}

TEST(FrameOrigin, IsNeverKeptWhenOneOfOursCannotBeRead) {
  const std::vector<std::string> ours = {"not an origin"};
  EXPECT_EQ(frame_origin("https://study.example.org/", ours), FrameOrigin::Opaque);
}

TEST(FrameUrl, PreviewHidesAssignmentAndWorker) {
  EXPECT_EQ(frame_url("https://x.org/s", {{"3HIT"}, {}, {}, "https://www.mturk.com"}),
            "https://x.org/"
            "s?assignmentId=ASSIGNMENT_ID_NOT_AVAILABLE&hitId=3HIT&turkSubmitTo=https%3A%2F%2Fwww.mturk.com");
}

TEST(FrameUrl, PreviewHidesTheWorkerEvenIfGiven) {
  EXPECT_EQ(frame_query({{"3HIT"}, {}, {"A1"}, "http://x"}),
            "assignmentId=ASSIGNMENT_ID_NOT_AVAILABLE&hitId=3HIT&turkSubmitTo=http%3A%2F%2Fx");
}

TEST(FrameUrl, AcceptedHasAllFourInOrder) {
  const FrameVisit visit{{"3HIT"}, {"3ASG"}, {"A1W"}, "http://localhost:8082"};
  const std::string query =
      "assignmentId=3ASG&hitId=3HIT&workerId=A1W&turkSubmitTo=http%3A%2F%2Flocalhost%3A8082";
  EXPECT_EQ(frame_query(visit), query);
  EXPECT_EQ(frame_url("http://localhost:5000/x?y=1#z", visit), "http://localhost:5000/x?y=1&" + query + "#z");
  EXPECT_EQ(frame_url("https://x.org", visit), "https://x.org?" + query);
  EXPECT_EQ(frame_url("https://x.org/?", visit), "https://x.org/?" + query);
  EXPECT_EQ(frame_url("https://x.org/?a&", visit), "https://x.org/?a&" + query);
  EXPECT_EQ(frame_url("https://x.org/#a?b", visit), "https://x.org/?" + query + "#a?b");
  EXPECT_EQ(frame_url("https://x.org/#", visit), "https://x.org/?" + query + "#");
}

TEST(FrameUrl, ValuesAreEncoded) {
  EXPECT_EQ(frame_query({{"a&b=c d"}, {"<\u00e9>"}, {"#+"}, ""}),
            "assignmentId=%3C%C3%A9%3E&hitId=a%26b%3Dc%20d&workerId=%23%2B&turkSubmitTo=");
}

TEST(HostHtml, ScriptComesAfterDoctypeAndHead) {
  EXPECT_EQ(host_html("<!DOCTYPE html><html><head><title>t</title>", kHost),
            "<!DOCTYPE html><html><head>" + kScript + "<title>t</title>");
  EXPECT_EQ(host_html("\n<!-- c --><!doctype HTML>\n<html lang='a>b'>\n<HEAD class=x>\n<script>", kHost),
            "\n<!-- c --><!doctype HTML>\n<html lang='a>b'>\n<HEAD class=x>" + kScript + "\n<script>");
  EXPECT_EQ(
      host_html("<?xml version='1.0'?><!DOCTYPE html PUBLIC \"-//W3C//DTD\" \"http://x>y\"><html>", kHost),
      "<?xml version='1.0'?><!DOCTYPE html PUBLIC \"-//W3C//DTD\" \"http://x>y\"><html>" + kScript);
}

TEST(HostHtml, ScriptComesFirstWhereThereIsNoHead) {
  EXPECT_EQ(host_html("", kHost), kScript);
  EXPECT_EQ(host_html("<p>x", kHost), kScript + "<p>x");
  EXPECT_EQ(host_html("<!DOCTYPE html><body>", kHost), "<!DOCTYPE html>" + kScript + "<body>");
  EXPECT_EQ(host_html("<head>", kHost), "<head>" + kScript);
  EXPECT_EQ(host_html("<html><body><head>", kHost), "<html>" + kScript + "<body><head>");
  EXPECT_EQ(host_html("<header>x</header>", kHost), kScript + "<header>x</header>");
  EXPECT_EQ(host_html("<script>var a='<head>'</script>", kHost), kScript + "<script>var a='<head>'</script>");
  EXPECT_EQ(host_html("<!-- never closed <head>", kHost), kScript + "<!-- never closed <head>");
  EXPECT_EQ(host_html("\n\n\n<!-- <head>", kHost), kScript + "\n\n\n<!-- <head>");
  EXPECT_EQ(host_html("<!DOCTYPE html", kHost), kScript + "<!DOCTYPE html");
  EXPECT_EQ(host_html("\xEF\xBB\xBF<p>", kHost), "\xEF\xBB\xBF" + kScript + "<p>");
}

TEST(HostHtml, ScriptAddressIsEscaped) {
  EXPECT_EQ(host_html("x", {"http://h", "http://h/e.js", "/s.js?a=\"&b"}),
            "<script src=\"/s.js?a=&quot;&amp;b\"></script>x");
}

TEST(HostHtml, TheClassicSampleWorks) {
  EXPECT_EQ(rewritten("<!DOCTYPE html><html><head><script type='text/javascript' "
                      "src='https://s3.amazonaws.com/mturk-public/externalHIT_v1.js'></script></head>"
                      "<body><form name='mturk_form' method='post' id='mturk_form' "
                      "action='https://www.mturk.com/mturk/externalSubmit'>"
                      "<input type='hidden' value='' name='assignmentId' id='assignmentId'/><textarea "
                      "name='comment'></textarea></form>"),
            "<!DOCTYPE html><html><head><script type='text/javascript' "
            "src='http://localhost:8082/static/externalHIT_v1.js'></script></head>"
            "<body><form name='mturk_form' method='post' id='mturk_form' action='" +
                kSubmit +
                "'>"
                "<input type='hidden' value='' name='assignmentId' id='assignmentId'/><textarea "
                "name='comment'></textarea></form>");
}

TEST(HostHtml, SubmitAddressesAreReplacedInEveryForm) {
  for (const std::string address :
       {"https://www.mturk.com", "http://www.mturk.com", "//www.mturk.com", "https://workersandbox.mturk.com",
        "http://workersandbox.mturk.com", "//workersandbox.mturk.com", "HTTPS://WWW.MTurk.com"}) {
    for (const std::string quote : {"\"", "'", "`"}) {
      EXPECT_EQ(rewritten("<form action=" + quote + address + "/mturk/externalSubmit" + quote + ">"),
                "<form action=" + quote + kSubmit + quote + ">");
      EXPECT_EQ(rewritten("f.action = " + quote + address + "/mturk/externalSubmit?a=b" + quote + ";"),
                "f.action = " + quote + kSubmit + "?a=b" + quote + ";");
    }
    EXPECT_EQ(rewritten("<form action=" + address + "/mturk/externalSubmit>"),
              "<form action=" + kSubmit + ">");
  }
}

TEST(HostHtml, EscapedSlashesStayEscaped) {
  EXPECT_EQ(rewritten(R"({"a":"https:\/\/www.mturk.com\/mturk\/externalSubmit"})"),
            R"({"a":"http:\/\/localhost:8082\/mturk\/externalSubmit"})");
  EXPECT_EQ(rewritten(R"("https:\/\/s3.amazonaws.com\/mturk-public\/externalHIT_v1.js")"),
            R"("http:\/\/localhost:8082\/static\/externalHIT_v1.js")");
}

TEST(HostHtml, BareHostsInScriptsAreReplaced) {
  EXPECT_EQ(rewritten("var h = 'https://www.mturk.com'; f.action = h + '/mturk/externalSubmit';"),
            "var h = 'http://localhost:8082'; f.action = h + '/mturk/externalSubmit';");
  EXPECT_EQ(rewritten("\"https://workersandbox.mturk.com/\""), "\"http://localhost:8082/\"");
  EXPECT_EQ(rewritten("'https://www.mturk.com/mturk/' + 'externalSubmit'"),
            "'http://localhost:8082/mturk/' + 'externalSubmit'");
}

TEST(HostHtml, HelperScriptIsReplacedInEveryForm) {
  for (const std::string scheme : {"https:", "http:", ""}) {
    EXPECT_EQ(rewritten("<script src=\"" + scheme +
                        "//s3.amazonaws.com/mturk-public/externalHIT_v1.js\"></script>"),
              "<script src=\"" + kHost.helper_script + "\"></script>");
  }
  EXPECT_EQ(rewritten("<script src=//s3.amazonaws.com/mturk-public/externalHIT_v1.js></script>"),
            "<script src=" + kHost.helper_script + "></script>");
}

TEST(HostHtml, SeveralAddressesAreAllReplaced) {
  EXPECT_EQ(
      rewritten(
          "'https://www.mturk.com/mturk/externalSubmit','//workersandbox.mturk.com/mturk/externalSubmit'"),
      "'" + kSubmit + "','" + kSubmit + "'");
}

TEST(HostHtml, EverythingElseStaysByteForByte) {
  for (const std::string& html :
       {std::string("<a href=\"https://www.mturk.com\">MTurk</a>"),
        std::string("<a href='https://www.mturk.com/'>"),
        std::string("<a href=\"https://www.mturk.com/mturk/preview?groupId=X\">"),
        std::string("See https://www.mturk.com for more."),
        std::string("'https://www.mturk.com.evil.org/mturk/externalSubmit'"),
        std::string("'https://notwww.mturk.com/mturk/externalSubmit'"),
        std::string("'https://www.mturk.com/mturk/externalSubmitted'"),
        std::string("'https://www.mturk.com/mturk/externalsubmit'"),
        std::string("'https://s3.amazonaws.com/mturk-public/externalHIT_v1.js.bak'"),
        std::string("'https://s3.amazonaws.com/mybucket/externalHIT_v1.js'"),
        std::string("'https://assets.crowd.aws/crowd-html-elements.js'"),
        std::string("'ftp://www.mturk.com/mturk/externalSubmit'"),
        std::string("// www.mturk.com/mturk/externalSubmit"),
        std::string("x; //www.mturk.com/mturk/externalSubmit\n"),
        std::string("'shttps://www.mturk.com/mturk/externalSubmit'"),
        std::string("'/mturk/externalSubmit'"),
        std::string("a\0b\r\n\xFF\\/\\/\\", 11),
        std::string("//"),
        std::string("\\"),
        std::string("https://"),
        std::string("'//www.mturk.com"),
        std::string("<html"),
        std::string("<html x='")}) {
    EXPECT_EQ(rewritten(html), html);
  }
}

TEST(HostHtml, IsLinearInItsLength) {
  std::string slashes(65'535, '/');
  EXPECT_EQ(rewritten(slashes), slashes);
  std::string comments;
  while (comments.size() < 65'000) comments += "<!---->";
  EXPECT_EQ(rewritten(comments), comments);
  std::string open;
  while (open.size() < 65'000) open += "<!--";
  EXPECT_EQ(rewritten(open), open);
}

}  // namespace
}  // namespace kempelen::domain
