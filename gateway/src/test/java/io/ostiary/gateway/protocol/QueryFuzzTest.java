package io.ostiary.gateway.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;

import io.ostiary.gateway.model.OperationModel;
import io.ostiary.gateway.model.ServiceCatalog;
import io.ostiary.gateway.protocol.Value.StructureValue;

import java.util.Map;

/**
 * Whatever bytes come, the readers answer with values or with a 400, and what they let through can
 * be written in XML and read back. Run as a regression over the committed inputs; with
 * JAZZER_FUZZ=1 it searches.
 */
class QueryFuzzTest {

    private static final ServiceCatalog CATALOG = ServiceCatalog.load();
    private static final QueryRequestReader QUERY = new QueryRequestReader(CATALOG);
    private static final JsonRequestReader JSON = new JsonRequestReader(CATALOG);
    private static final InputValidator VALIDATOR = new InputValidator();
    private static final OperationModel GET_USER =
            CATALOG.find("GetUser", "2010-05-08").orElseThrow();
    private static final OperationModel CREATE_ACCOUNT =
            CATALOG.findTarget("AWSOrganizationsV20161128.CreateAccount").orElseThrow();
    private static final QueryXmlWriter WRITER = new QueryXmlWriter();

    @FuzzTest
    void aFormIsReadOrRefused(byte[] body) {
        try {
            QueryParameters parameters = QUERY.parameters(null, body);
            OperationModel operation = QUERY.operation(parameters);
            StructureValue value = QUERY.read(operation, parameters);
            VALIDATOR.violations(operation, value);
            String name = value.text("UserName");
            if (name != null) {
                roundTrip(name);
            }
        } catch (RefusedRequest refused) {
            client(refused);
        }
    }

    @FuzzTest
    void aJsonBodyIsReadOrRefused(byte[] body) {
        try {
            StructureValue value = JSON.read(CREATE_ACCOUNT, body);
            VALIDATOR.violations(CREATE_ACCOUNT, value);
            String name = value.text("AccountName");
            if (name != null) {
                roundTrip(name);
            }
        } catch (RefusedRequest refused) {
            client(refused);
        }
    }

    private static void roundTrip(String name) {
        Map<String, Object> result = Map.of("User", Map.of("UserName", name));
        XmlTree tree = XmlTree.parse(WRITER.success(GET_USER, "id", result).toString(UTF_8));
        String back = tree.child("GetUserResult").child("User").child("UserName").text();
        if (!back.equals(name)) {
            throw new AssertionError("a name was changed on the wire");
        }
    }

    private static void client(RefusedRequest refused) {
        if (refused.error().httpStatus() != 400) {
            throw new AssertionError(refused.error().code());
        }
    }
}
