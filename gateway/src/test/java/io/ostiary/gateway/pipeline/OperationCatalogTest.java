package io.ostiary.gateway.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.gateway.model.Member;
import io.ostiary.gateway.model.ServiceCatalog;
import io.ostiary.gateway.model.Shape;
import io.ostiary.gateway.model.Shape.ListShape;
import io.ostiary.gateway.model.Shape.StructureShape;
import io.ostiary.gateway.pipeline.Operation.Kind;

import org.junit.jupiter.api.Test;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The contract's records against AWS's models, operation by operation. */
final class OperationCatalogTest {

    private final OperationCatalog catalog = new OperationCatalog(ServiceCatalog.load());

    @Test
    void aRequestHasExactlyTheMembersOfItsModel() {
        for (Operation operation : catalog.all()) {
            if (operation.request() != null) {
                assertEquals(
                        members(operation.model().input()),
                        components(operation.request()),
                        operation.toString());
            }
        }
    }

    @Test
    void aResultHasExactlyTheMembersOfItsModelAllTheWayDown() {
        for (Operation operation : catalog.all()) {
            StructureShape output = operation.model().output();
            if (!operation.isBuilt()) {
                continue;
            }
            if (output == null) {
                assertNull(operation.result(), operation.name());
            } else {
                sameMembers(
                        output,
                        Objects.requireNonNull(operation.result(), operation.name()),
                        operation.name());
            }
        }
    }

    private static void sameMembers(StructureShape shape, Class<?> type, String where) {
        assertEquals(members(shape), components(type), where);
        for (Member member : shape.members()) {
            RecordComponent component =
                    Arrays.stream(type.getRecordComponents())
                            .filter(each -> each.getName().equalsIgnoreCase(member.name()))
                            .findFirst()
                            .orElseThrow();
            Shape inner = member.shape();
            Type innerType = component.getGenericType();
            if (inner instanceof ListShape list) {
                inner = list.element().shape();
                innerType = ((ParameterizedType) innerType).getActualTypeArguments()[0];
            }
            if (inner instanceof StructureShape structure) {
                sameMembers(structure, (Class<?>) innerType, where + "." + member.name());
            }
        }
    }

    private static TreeSet<String> members(StructureShape shape) {
        return shape.members().stream()
                .map(member -> member.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static TreeSet<String> components(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(component -> component.getName().toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyModelledOperationIsThereOnce() {
        var counts = new TreeMap<String, Long>();
        for (Operation operation : catalog.all()) {
            counts.merge(operation.signingName(), 1L, Long::sum);
        }
        assertEquals(
                new TreeMap<>(
                        java.util.Map.of(
                                "iam",
                                176L,
                                "sts",
                                11L,
                                "organizations",
                                63L,
                                "s3",
                                12L,
                                "ostiary",
                                7L,
                                "access-analyzer",
                                4L)),
                counts);
    }

    @Test
    void whatAnOperationNeedsFollowsFromItsRecordAndItsModel() {
        assertTrue(operation("iam", "CreateAccessKey").answersSecret());
        assertEquals(
                List.of(
                        "CreateAccessKey",
                        "CreateServiceSpecificCredential",
                        "ResetServiceSpecificCredential"),
                catalog.all().stream()
                        .filter(Operation::answersSecret)
                        .map(Operation::name)
                        .sorted()
                        .toList());
        assertEquals("Password", operation("iam", "CreateLoginProfile").password());
        assertNull(operation("iam", "UpdateLoginProfile").oldPassword());
        assertEquals("NewPassword", operation("iam", "ChangePassword").password());
        assertEquals("OldPassword", operation("iam", "ChangePassword").oldPassword());
        assertEquals(
                List.of("AssumeRolePolicyDocument"), operation("iam", "CreateRole").policies());
        assertEquals(
                List.of("PolicyDocument"), operation("iam", "UpdateAssumeRolePolicy").policies());
        Operation upload = operation("iam", "UploadServerCertificate");
        assertEquals(List.of("PrivateKey"), upload.privateKeys());
        assertEquals(
                List.of("Path", "ServerCertificateName"),
                upload.scalars().stream().map(Member::name).sorted().toList());
        assertEquals(Kind.STS, operation("sts", "AssumeRole").kind());
        assertEquals(Kind.QUERY, operation("organizations", "ListAccounts").kind());
        assertEquals(Kind.COMMAND, operation("organizations", "CreateAccount").kind());
        assertEquals(Kind.NOT_BUILT, operation("iam", "CreateOpenIDConnectProvider").kind());
        assertTrue(operation("iam", "GetUser").defaultsToCaller());
        assertTrue(!operation("iam", "DeleteUser").defaultsToCaller());
        assertNotNull(operation("iam", "ListRoleTags").page());
    }

    private Operation operation(String service, String name) {
        return catalog.of(
                Objects.requireNonNull(
                        catalog.services().service(service).orElseThrow().operations().get(name)));
    }
}
