package io.ostiary.engine.authorize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** No operation without an entry, no entry that reads a parameter the operation does not have. */
final class AuthorizationCatalogTest {

    private static final AuthorizationCatalog CATALOG = AuthorizationCatalog.load();

    private record Operation(String service, String name, Set<String> members) {}

    @Test
    void everyOperationOfTheModelsHasAnEntry() throws IOException {
        var missing = new ArrayList<String>();
        List<Operation> operations = operations();
        for (Operation operation : operations) {
            if (!CATALOG.has(operation.service(), operation.name())) {
                missing.add(operation.toString());
            }
        }
        assertEquals(List.of(), missing);
        assertEquals(176 + 11 + 63 + 4, operations.size());
    }

    @Test
    void everyParameterThatAnEntryReadsIsAMemberOfTheOperation() throws IOException {
        var strangers = new ArrayList<String>();
        for (Operation operation : operations()) {
            OperationAccess access = access(operation);
            for (ResourceSource source : access.resources()) {
                for (String parameter : source.parameters()) {
                    if (!operation.members().contains(parameter)) {
                        strangers.add(operation.name() + " reads " + parameter);
                    }
                }
            }
        }
        assertEquals(List.of(), strangers);
    }

    @Test
    void conditionKeysAreExactlyThoseOfTheData_A091() {
        assertTrue(keys("CreateUser").contains("iam:permissionsboundary"));
        assertTrue(keys("PutUserPermissionsBoundary").contains("iam:permissionsboundary"));
        assertTrue(keys("DeleteUserPermissionsBoundary").contains("iam:permissionsboundary"));
        assertTrue(keys("AttachRolePolicy").contains("iam:policyarn"));
        assertTrue(keys("TagUser").contains("aws:requesttag/"));
        assertTrue(keys("GetUser").contains("aws:resourcetag/"));
        assertFalse(keys("CreatePolicyVersion").contains("iam:permissionsboundary"));
        assertFalse(keys("CreatePolicyVersion").contains("iam:policyarn"));
    }

    @Test
    void anUnknownOperationHasNoEntry() {
        assertFalse(CATALOG.has("iam", "DropAllTables"));
        assertFalse(CATALOG.has("sqs", "SendMessage"));
    }

    private static Set<String> keys(String operation) {
        OperationAccess access = CATALOG.find("iam", operation);
        assertNotNull(access);
        return access.conditionKeys();
    }

    private static OperationAccess access(Operation operation) {
        OperationAccess access = CATALOG.find(operation.service(), operation.name());
        assertNotNull(access, operation.toString());
        return access;
    }

    private static List<Operation> operations() throws IOException {
        try (InputStream file =
                AuthorizationCatalogTest.class.getResourceAsStream("operations.txt")) {
            assertNotNull(file);
            var operations = new ArrayList<Operation>();
            for (String line :
                    new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
                if (line.startsWith("#")) {
                    continue;
                }
                String[] parts = line.split(" ", -1);
                String[] name = parts[0].split(":", -1);
                operations.add(
                        new Operation(
                                name[0],
                                name[1],
                                parts.length == 1 ? Set.of() : Set.of(parts[1].split(",", -1))));
            }
            return operations;
        }
    }
}
