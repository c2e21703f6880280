package io.ostiary.gateway.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.gateway.model.Shape.StringShape;
import io.ostiary.gateway.model.Shape.StructureShape;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

class ServiceCatalogTest {

    private static final ServiceCatalog CATALOG = ServiceCatalog.load();

    @Test
    void allOperationsOfTheThreeServicesAreKnown() {
        assertEquals(176, CATALOG.service("iam").orElseThrow().operations().size());
        assertEquals(11, CATALOG.service("sts").orElseThrow().operations().size());
        assertEquals(63, CATALOG.service("organizations").orElseThrow().operations().size());
    }

    @Test
    void operationsAreFoundByTheirExactNamesOnly() {
        assertEquals("GetUser", CATALOG.find("GetUser", "2010-05-08").orElseThrow().name());
        assertEquals(
                "ListAccounts",
                CATALOG.findTarget("AWSOrganizationsV20161128.ListAccounts").orElseThrow().name());

        assertTrue(CATALOG.find("getuser", "2010-05-08").isEmpty());
        assertTrue(CATALOG.find("GetUser", "2011-06-15").isEmpty());
        assertTrue(CATALOG.find("ListAccounts", "2016-11-28").isEmpty());
        assertTrue(CATALOG.find("2010-05-08/GetUser", "").isEmpty());
        assertTrue(CATALOG.findTarget("ListAccounts").isEmpty());
    }

    @Test
    void exactlyTheTwoFederatedOperationsAreUnsigned() {
        Set<String> unsigned = new HashSet<>();
        for (ServiceModel service : CATALOG.services()) {
            service.operations().values().stream()
                    .filter(operation -> !operation.signed())
                    .forEach(operation -> unsigned.add(operation.name()));
        }
        assertEquals(Set.of("AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"), unsigned);
    }

    @Test
    void errorsHaveTheStatusOfTheModelOrTheirServicesDefault() {
        ServiceModel iam = CATALOG.service("iam").orElseThrow();
        assertEquals(404, iam.errorByCode("NoSuchEntity").orElseThrow().httpStatus());
        assertEquals(500, iam.errorByCode("ServiceFailure").orElseThrow().httpStatus());
        assertFalse(iam.errorByCode("ServiceFailure").orElseThrow().senderFault());
        assertEquals(
                400, iam.errorByCode("OrganizationNotFoundException").orElseThrow().httpStatus());

        ServiceModel organizations = CATALOG.service("organizations").orElseThrow();
        assertEquals(
                400,
                organizations.errorByCode("AccountNotFoundException").orElseThrow().httpStatus());
        assertEquals(500, organizations.errorByCode("ServiceException").orElseThrow().httpStatus());
    }

    @Test
    void membersKeepTheirConstraints() {
        OperationModel createUser = CATALOG.find("CreateUser", "2010-05-08").orElseThrow();
        Member userName = createUser.input().member("UserName").orElseThrow();
        assertTrue(userName.required());
        assertEquals("userName", userName.label());
        StringShape shape = (StringShape) userName.shape();
        assertEquals(1, shape.min());
        assertEquals(64, shape.max());
        assertEquals("[\\w+=,.@-]+", shape.pattern().text());

        Pagination pagination =
                CATALOG.find("GetGroup", "2010-05-08").orElseThrow().pagination().orElseThrow();
        assertEquals("Marker", pagination.inputToken());
        assertEquals("IsTruncated", pagination.moreResults());
    }

    /** The time is for who never comes back, and no measure. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void everyPatternCompilesAndRefusesALongStranger() {
        String stranger = "/a".repeat(100_000) + "\u0001";
        forEachString(
                shape -> {
                    if (shape.pattern() != null) {
                        boolean anything = shape.pattern().text().equals("[\\s\\S]*");
                        assertEquals(anything, shape.pattern().matches(stranger), shape.name());
                    }
                });
    }

    @Test
    void sessionPoliciesMayHoldCharactersBeyondTheFirstPlane() {
        TextPattern pattern = new TextPattern("[\\u0020-\\uD7FF\\u10000-\\u10FFFF]+");
        assertTrue(pattern.matches("a\uD83D\uDE00"));
        assertFalse(pattern.matches("\uE000"));
    }

    private static void forEachString(Consumer<StringShape> check) {
        Set<Shape> seen = new HashSet<>();
        for (ServiceModel service : CATALOG.services()) {
            service.operations().values().forEach(op -> walk(op.input(), seen, check));
        }
    }

    private static void walk(Shape shape, Set<Shape> seen, Consumer<StringShape> check) {
        switch (shape) {
            case StructureShape structure -> {
                if (seen.add(structure)) {
                    structure.members().forEach(member -> walk(member.shape(), seen, check));
                }
            }
            case Shape.ListShape list -> walk(list.element().shape(), seen, check);
            case StringShape string -> check.accept(string);
            default -> {}
        }
    }
}
