// Publishes three HITs, waits until they are done, reads the answers as plain values and approves them.
package samples;

import static samples.Connection.OUT;
import static samples.Connection.connect;
import static samples.Connection.question;

import java.io.IOException;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import software.amazon.awssdk.services.mturk.MTurkClient;
import software.amazon.awssdk.services.mturk.model.Assignment;
import software.amazon.awssdk.services.mturk.model.HIT;

final class CollectAndApprove {
    private static final int HITS = 3;
    private static final int PAGE_SIZE = 2;
    private static final String ANSWERS = "http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/"
            + "2005-10-01/QuestionFormAnswers.xsd";

    public static void main(String[] arguments) throws Exception {
        Connection.run(CollectAndApprove::collect);
    }

    private static void collect() throws Exception {
        try (MTurkClient mturk = connect()) {
            String hitTypeId = publish(mturk);
            List<HIT> done = reviewable(mturk, hitTypeId);
            while (done.size() < HITS) {
                Thread.sleep(1000);
                done = reviewable(mturk, hitTypeId);
            }
            int approved = 0;
            for (HIT hit : done) {
                for (Assignment assignment : assignments(mturk, hit)) {
                    answers(assignment.answer()).forEach((identifier, values) ->
                            OUT.println("answer: " + identifier + " = " + String.join(", ", values)));
                    mturk.approveAssignment(request -> request
                            .assignmentId(assignment.assignmentId())
                            .requesterFeedback("Thank you"));
                    approved++;
                }
                mturk.deleteHIT(request -> request.hitId(hit.hitId()));
            }
            OUT.println("approved: " + approved);
        }
    }

    /** The id of a new HIT type with three HITs. */
    private static String publish(MTurkClient mturk) throws IOException {
        String question = question("question_form");
        String hitTypeId = mturk.createHITType(type -> type
                        .title("Look out of the window")
                        .description("Say what you see.")
                        .keywords("window, animals")
                        .reward("0.10")
                        .assignmentDurationInSeconds(600L))
                .hitTypeId();
        for (int number = 0; number < HITS; number++) {
            String hitId = mturk.createHITWithHITType(hit -> hit
                            .hitTypeId(hitTypeId)
                            .maxAssignments(1)
                            .lifetimeInSeconds(3600L)
                            .question(question))
                    .hit().hitId();
            OUT.println("HIT: " + hitId);
        }
        return hitTypeId;
    }

    /** From all pages: the paginator follows NextToken. */
    private static List<HIT> reviewable(MTurkClient mturk, String hitTypeId) {
        return mturk.listReviewableHITsPaginator(request -> request
                        .hitTypeId(hitTypeId)
                        .maxResults(PAGE_SIZE))
                .stream().flatMap(page -> page.hiTs().stream()).toList();
    }

    private static List<Assignment> assignments(MTurkClient mturk, HIT hit) {
        return mturk.listAssignmentsForHITPaginator(request -> request
                        .hitId(hit.hitId())
                        .maxResults(PAGE_SIZE))
                .stream().flatMap(page -> page.assignments().stream()).toList();
    }

    /** Identifier to the text or, for what was chosen from a list, to the identifiers. */
    private static Map<String, List<String>> answers(String xml)
            throws ParserConfigurationException, SAXException, IOException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        InputSource source = new InputSource(new StringReader(xml));
        Element root = factory.newDocumentBuilder().parse(source).getDocumentElement();
        Map<String, List<String>> found = new LinkedHashMap<>();
        elements(root, "Answer").forEach(answer -> found.put(
                elements(answer, "QuestionIdentifier").findFirst().orElseThrow().getTextContent(),
                Stream.of("FreeText", "SelectionIdentifier")
                        .flatMap(name -> elements(answer, name))
                        .map(Element::getTextContent)
                        .toList()));
        return found;
    }

    private static Stream<Element> elements(Element parent, String name) {
        NodeList found = parent.getElementsByTagNameNS(ANSWERS, name);
        return IntStream.range(0, found.getLength()).mapToObj(index -> (Element) found.item(index));
    }
}
