// The validator: its words, its places, and that documents cannot make it load anything.
#include "xml/schema.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "base/fault.h"

namespace kempelen::xml {
namespace {

constexpr std::string_view kXsd = R"(<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:n"
    targetNamespace="urn:n" elementFormDefault="qualified">
  <xs:element name="box"><xs:complexType>
    <xs:sequence>
      <xs:element name="url" type="xs:anyURI"/>
      <xs:element name="height" type="xs:integer"/>
      <xs:element name="note" type="xs:string" minOccurs="0"/>
      <xs:element name="color" minOccurs="0"><xs:simpleType><xs:restriction base="xs:string">
        <xs:enumeration value="red"/><xs:enumeration value="blue"/>
        </xs:restriction></xs:simpleType></xs:element>
      <xs:element name="code" minOccurs="0"><xs:simpleType><xs:restriction base="xs:string">
        <xs:pattern value="[a-z]+"/></xs:restriction></xs:simpleType></xs:element>
      <xs:element name="size" minOccurs="0"><xs:simpleType><xs:restriction base="xs:int">
        <xs:minInclusive value="1"/></xs:restriction></xs:simpleType></xs:element>
      <xs:element name="named" minOccurs="0"><xs:complexType>
        <xs:attribute name="id" use="required" type="xs:string"/></xs:complexType></xs:element>
    </xs:sequence>
  </xs:complexType></xs:element>
</xs:schema>)";

const Schema& schema() {
  static const Schema compiled(kXsd);
  return compiled;
}

std::string told(const std::string& inside) {
  const auto document = parse("<box xmlns=\"urn:n\">\n" + inside + "</box>", {65'535, 100});
  if (!document) return "not well-formed";
  const auto problem = schema().validate(*document);
  return problem ? describe(*problem) : "valid";
}

TEST(XmlSchema, AcceptsAValidDocument) {
  EXPECT_EQ(told("<url>https://x/</url><height> 5 </height>"), "valid");
  EXPECT_EQ(told("<url>https://x/</url><height>+5</height><note>n</note><color>red</color><code>a</"
                 "code><size>1</size>"
                 "<named id='1'/>"),
            "valid");
}

TEST(XmlSchema, WrongOrderNamesElementAndExpectation) {
  EXPECT_EQ(told("<height>1</height><url>u</url>"),
            "cvc-complex-type.2.4.a: Invalid content was found starting with element 'height'. One of "
            "'{\"urn:n\":url}' is expected. (line 2, element 'height')");
}

TEST(XmlSchema, SeveralExpectationsAreListed) {
  EXPECT_EQ(told("<url>u</url><height>1</height><note/><zz/>"),
            "cvc-complex-type.2.4.a: Invalid content was found starting with element 'zz'. One of "
            "'{\"urn:n\":color, \"urn:n\":code, \"urn:n\":size, \"urn:n\":named}' is expected. (line 2, "
            "element 'zz')");
}

TEST(XmlSchema, MissingElementIsExpected) {
  EXPECT_EQ(
      told("<url>u</url>"),
      "cvc-complex-type.2.4.b: The content of element 'box' is not complete. One of '{\"urn:n\":height}' is "
      "expected. (line 1, element 'box')");
}

TEST(XmlSchema, NothingMoreIsExpectedAtTheEnd) {
  EXPECT_EQ(
      told("<url>u</url><height>1</height><named id='1'/><zz/>"),
      "cvc-complex-type.2.4.d: Invalid content was found starting with element 'zz'. No child element is "
      "expected at this point. (line 2, element 'zz')");
}

TEST(XmlSchema, WrongTypeNamesValueAndType) {
  EXPECT_EQ(
      told("<url>u</url>\n<height>600px</height>"),
      "cvc-datatype-valid.1.2.1: '600px' is not a valid value for 'integer'. (line 3, element 'height')");
  EXPECT_EQ(told("<url>u</url><height/>"),
            "cvc-datatype-valid.1.2.1: '' is not a valid value for 'integer'. (line 2, element 'height')");
}

TEST(XmlSchema, LongValuesAreCutAtACharacter) {
  std::string value;
  for (int i = 0; i < 300; ++i) value += "\u00e9";
  const std::string answer = told("<url>u</url><height>" + value + "</height>");
  EXPECT_LT(answer.size(), 250U);
  EXPECT_NE(answer.find("\u00e9...' is not a valid value for 'integer'"), std::string::npos) << answer;
}

TEST(XmlSchema, TextWhereOnlyElementsMayStand) {
  EXPECT_EQ(told("oops<url>u</url><height>1</height>"),
            "cvc-complex-type.2.3: Element 'box' cannot have character [children], because the type's "
            "content type is "
            "element-only. (line 1, element 'box')");
}

TEST(XmlSchema, ElementsWhereOnlyTextMayStand) {
  EXPECT_EQ(told("<url><b>u</b></url><height>1</height>"),
            "cvc-type.3.1.2: Element 'url' is a simple type, so it must have no element information item "
            "[children]. "
            "(line 2, element 'url')");
}

TEST(XmlSchema, Attributes) {
  EXPECT_EQ(
      told("<url a='1'>u</url><height>1</height>"),
      "cvc-type.3.1.1: Attribute 'a' is not allowed to appear in element 'url'. (line 2, element 'url')");
  EXPECT_EQ(told("<url>u</url><height>1</height><named/>"),
            "cvc-complex-type.4: Attribute 'id' must appear on element 'named'. (line 2, element 'named')");
  EXPECT_EQ(
      told("<url>u</url><height>1</height><named id='1' x='2'/>"),
      "cvc-complex-type.3.2.2: Attribute 'x' is not allowed to appear in element 'named'. (line 2, element "
      "'named')");
}

TEST(XmlSchema, Facets) {
  EXPECT_EQ(told("<url>u</url><height>1</height><color>green</color>"),
            "cvc-enumeration-valid: Value 'green' is not facet-valid with respect to enumeration '['red', "
            "'blue']'. "
            "(line 2, element 'color')");
  EXPECT_EQ(
      told("<url>u</url><height>1</height><code>A1</code>"),
      "cvc-pattern-valid: Value 'A1' is not facet-valid with respect to pattern '[a-z]+'. (line 2, element "
      "'code')");
  EXPECT_EQ(told("<url>u</url><height>1</height><size>0</size>").substr(0, 24), "cvc-minInclusive-valid: ");
}

TEST(XmlSchema, UnknownRootHasNoDeclaration) {
  const auto document = parse("<bag xmlns='urn:n'/>", {100, 10});
  ASSERT_TRUE(document);
  EXPECT_EQ(describe(*schema().validate(*document)),
            "cvc-elt.1: Cannot find the declaration of element 'bag'. (line 1, element 'bag')");
}

/// A schema loaded from where the document says would make it valid.
TEST(XmlSchema, SchemaHintsInTheDocumentAreNotFollowed) {
  const auto path =
      std::filesystem::temp_directory_path() / ("kempelen-hint-" + std::to_string(::getpid()) + ".xsd");
  std::ofstream(path)
      << R"(<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:other">
    <xs:element name="box" type="xs:string"/></xs:schema>)";
  const auto document = parse(
      "<box xmlns='urn:other' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' "
      "xsi:schemaLocation='urn:other file://" +
          path.string() + "'>x</box>",
      {1000, 10});
  ASSERT_TRUE(document);
  const auto problem = schema().validate(*document);
  std::filesystem::remove(path);
  ASSERT_TRUE(problem);
  EXPECT_EQ(problem->text, "cvc-elt.1: Cannot find the declaration of element 'box'.");
}

TEST(XmlSchema, SchemaHintsAreNoReasonToRefuse) {
  const auto document = parse(
      "<box xmlns='urn:n' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' "
      "xsi:schemaLocation='urn:n http://127.0.0.1:1/box.xsd'><url>u</url><height>1</height></box>",
      {1000, 10});
  ASSERT_TRUE(document);
  EXPECT_FALSE(schema().validate(*document));
}

TEST(XmlSchema, ValidatesInSeveralThreadsAtOnce) {
  std::atomic<int> valid = 0;
  std::atomic<int> refused = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&valid, &refused] {
      for (int i = 0; i < 100; ++i) {
        if (told("<url>https://x/</url><height>5</height><color>red</color>") == "valid") ++valid;
        if (told("<url>https://x/</url><height>5</height><code>A</code>").starts_with("cvc-pattern-valid"))
          ++refused;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(valid, 400);
  EXPECT_EQ(refused, 400);
}

TEST(XmlSchemaDeathTest, ABrokenSchemaOfOursIsABrokenInvariant) {
  constexpr std::string_view kBroken =
      "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:nonsense/></xs:schema>";
#ifdef KEMPELEN_INVARIANTS_ABORT
  EXPECT_DEATH(Schema{kBroken}, "our own schemas compile");
#else
  EXPECT_THROW(Schema{kBroken}, InvariantBroken);
#endif
}

}  // namespace
}  // namespace kempelen::xml
