package io.ostiary.gateway.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.error.CommonError;
import io.ostiary.gateway.model.Member;
import io.ostiary.gateway.model.OperationModel;
import io.ostiary.gateway.model.Protocol;
import io.ostiary.gateway.model.ServiceCatalog;
import io.ostiary.gateway.model.ServiceModel;
import io.ostiary.gateway.model.Shape.StringShape;
import io.ostiary.gateway.pipeline.Operation;
import io.ostiary.gateway.pipeline.OperationCatalog;
import io.ostiary.gateway.protocol.WireError;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/** Walks all operations of the models: no one has to think of adding a new one here. */
final class EveryOperationTest {

    private static final OperationCatalog CATALOG = new OperationCatalog(ServiceCatalog.load());
    private static final Set<String> UNSIGNED =
            Set.of("AssumeRoleWithWebIdentity", "AssumeRoleWithSAML");
    private static final String CODE = "(?s).*<Code>([^<]*)</Code>.*";
    private final TestGateway gateway = new TestGateway();

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void A001_noOperationIsReachedWithoutASignature() {
        for (Operation operation : CATALOG.all()) {
            if (UNSIGNED.contains(operation.name())) {
                continue;
            }
            OperationModel model = operation.model();
            HttpResponse<String> response = call("AWS4-HMAC-SHA256 forged", model, "");
            switch (operation.model().service().protocol()) {
                case QUERY -> {
                    assertEquals(403, response.statusCode(), operation.name());
                    assertEquals("SignatureDoesNotMatch", TestGateway.code(response));
                }
                case JSON_1_1 -> {
                    assertEquals(400, response.statusCode(), operation.name());
                    assertTrue(response.body().contains("InvalidSignatureException"));
                }
                case REST_XML, REST_JSON -> {
                    assertEquals(403, response.statusCode(), operation.name());
                    assertTrue(
                            model.http().method().equals("HEAD")
                                    || response.body().contains("Signature"),
                            response.body());
                }
            }
        }
        assertTrue(gateway.writer.sent.isEmpty());
        assertTrue(gateway.projection.queries.isEmpty());
    }

    @Test
    void anOperationThatIsNotBuiltSaysSoOnlyToWhoMayCallIt() {
        for (Operation operation : CATALOG.all()) {
            if (operation.isBuilt() || UNSIGNED.contains(operation.name())) {
                continue;
            }
            String input =
                    operation.model().service().protocol().isRest()
                            ? ""
                            : Inputs.minimal(operation.model());
            gateway.engine.denial = CommonError.accessDenied("not you");
            HttpResponse<String> denied = call(TestGateway.ALICE, operation.model(), input);
            assertTrue(denied.body().contains("AccessDenied"), operation.model() + denied.body());
            gateway.engine.denial = null;
            HttpResponse<String> allowed = call(TestGateway.ALICE, operation.model(), input);
            assertEquals(501, allowed.statusCode(), operation.model() + allowed.body());
            assertTrue(allowed.body().contains("NotImplemented"));
        }
    }

    @Test
    void theUnsignedOperationsAreNotImplementedForAnybody() {
        for (String name : UNSIGNED) {
            OperationModel model =
                    Objects.requireNonNull(
                            CATALOG.services().service("sts").orElseThrow().operations().get(name));
            assertEquals(501, call("", model, "").statusCode());
        }
    }

    @Test
    void randomRequestsNeverMakeAServerError() {
        long seed = Long.getLong("ostiary.seed", 20_261_124L);
        Random random = new Random(seed);
        List<Operation> operations = List.copyOf(CATALOG.all());
        for (int i = 0; i < 3_000; i++) {
            OperationModel model = operations.get(random.nextInt(operations.size())).model();
            String input = Inputs.random(model, random);
            HttpResponse<String> response = call(TestGateway.ALICE, model, input);
            assertTrue(
                    response.statusCode() < 500 || response.statusCode() == 501,
                    () -> "seed " + seed + ": " + model + " " + input + response.body());
            assertTrue(
                    response.statusCode() / 100 == 2 || isDeclaredOrCommon(model, response.body()),
                    () -> "seed " + seed + ": " + model + " " + input + response.body());
        }
    }

    /** The gateway's own refusals; those of writer and projection are looked at by their tests. */
    private static boolean isDeclaredOrCommon(OperationModel model, String body) {
        Protocol protocol = model.service().protocol();
        boolean json = protocol == Protocol.JSON_1_1 || protocol == Protocol.REST_JSON;
        if (protocol == Protocol.REST_XML) {
            return body.isEmpty() || body.contains("<Error><Code>");
        }
        String code = body.replaceAll(json ? "(?s).*\"__type\":\"([^\"]*)\".*" : CODE, "$1");
        return model.declares(code)
                || Arrays.stream(CommonError.Kind.values())
                        .map(kind -> WireError.common(kind, "", model.service().protocol()))
                        .anyMatch(common -> common.code().equals(code));
    }

    private HttpResponse<String> call(String authorization, OperationModel model, String input) {
        if (model.service().protocol().isRest()) {
            return gateway.send(
                    input.isEmpty()
                            ? RestRequests.minimal(gateway, authorization, model)
                            : RestRequests.with(gateway, authorization, model, input));
        }
        if (model.service().protocol() == Protocol.JSON_1_1) {
            return gateway.json(
                    authorization,
                    model.service().targetPrefix() + "." + model.name(),
                    input.isEmpty() ? "{}" : input);
        }
        return gateway.form(
                authorization,
                "Action="
                        + model.name()
                        + "&Version="
                        + model.service().version()
                        + (input.isEmpty() ? "" : "&" + input));
    }

    @Test
    void A112_foreignIdsAnswerAlikeWhetherTheyExistOrNot() {
        // The gateway adds nothing of its own: what the port says of both goes out byte for byte.
        HttpResponse<String> one = gateway.iam(TestGateway.ALICE, "Action=GetUser&UserName=exists");
        HttpResponse<String> two = gateway.iam(TestGateway.ALICE, "Action=GetUser&UserName=missin");
        assertEquals(withoutRequestId(one).replace("exists", "missin"), withoutRequestId(two));
    }

    private static String withoutRequestId(HttpResponse<String> response) {
        return response.body().replaceAll("<RequestId>[^<]*</RequestId>", "");
    }

    @Test
    void everyServiceHasAScalarToBeAuthorizedBy() {
        for (ServiceModel service : CATALOG.services().services()) {
            assertTrue(
                    service.operations().values().stream()
                            .map(CATALOG::of)
                            .flatMap(operation -> operation.scalars().stream())
                            .map(Member::shape)
                            .anyMatch(StringShape.class::isInstance));
        }
    }
}
