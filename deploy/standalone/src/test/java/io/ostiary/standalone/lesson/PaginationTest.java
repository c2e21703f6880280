package io.ostiary.standalone.lesson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import software.amazon.awssdk.services.iam.model.Group;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.User;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** Lists in pages (wire traps 9 and 10): each item once, whatever the page size. */
@ExtendWith(RunningHouse.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PaginationTest {
    private static final int ITEMS = 250;
    private static final int WRITERS = 8;

    private final Tenant tenant;
    private final List<String> names =
            IntStream.range(0, ITEMS).mapToObj("item-%03d"::formatted).toList();

    PaginationTest(RunningHouse house) {
        tenant = house.newAccount();
    }

    @BeforeAll
    void make() throws Exception {
        var who = tenant.admin().credentials();
        try (var threads = Executors.newFixedThreadPool(WRITERS);
                var calls = new SignedCalls(tenant.admin().url())) {
            List<Callable<Boolean>> made = new ArrayList<>();
            for (int i = 0; i < ITEMS; i++) {
                String name = names.get(i);
                String path = i % 2 == 0 ? "/even/" : "/odd/";
                made.add(() -> calls.iam(who, "CreateUser", "UserName", name, "Path", path).isOk());
                made.add(() -> calls.iam(who, "CreateGroup", "GroupName", name).isOk());
            }
            for (var each : threads.invokeAll(made)) {
                assertTrue(each.get());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 100, 1_000})
    void listUsersGivesEachUserOnce(int size) {
        List<String> all = new ArrayList<>();
        String marker = null;
        do {
            String from = marker;
            var page = tenant.admin().iam().listUsers(r -> r.maxItems(size).marker(from));
            assertTrue(page.users().size() <= size);
            all.addAll(page.users().stream().map(User::userName).toList());
            assertEquals(page.isTruncated(), page.marker() != null);
            marker = page.marker();
        } while (marker != null);
        assertEquals(names, all);
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 100, 1_000})
    void listGroupsGivesEachGroupOnce(int size) {
        assertEquals(
                names,
                tenant.admin().iam().listGroupsPaginator(r -> r.maxItems(size)).groups().stream()
                        .map(Group::groupName)
                        .toList());
    }

    @Test
    void aPageHasAHundredItemsWhenNothingIsSaid() {
        var page = tenant.admin().iam().listUsers();
        assertEquals(100, page.users().size());
        assertTrue(page.isTruncated());
        var whole = tenant.admin().iam().listUsers(r -> r.maxItems(1_000));
        assertFalse(whole.isTruncated());
        assertNull(whole.marker());
    }

    @Test
    void aFilterHoldsAcrossPages() {
        List<String> even =
                IntStream.range(0, ITEMS).filter(i -> i % 2 == 0).mapToObj(names::get).toList();
        assertEquals(
                even,
                tenant
                        .admin()
                        .iam()
                        .listUsersPaginator(r -> r.maxItems(7).pathPrefix("/even/"))
                        .users()
                        .stream()
                        .map(User::userName)
                        .toList());
    }

    @Test
    void everyAwsManagedPolicyIsListedOnceAndTheCountIsKnown() {
        List<String> arns =
                tenant
                        .admin()
                        .iam()
                        .listPoliciesPaginator(r -> r.scope("AWS").maxItems(300))
                        .policies()
                        .stream()
                        .map(Policy::arn)
                        .toList();
        assertEquals(1_594, arns.size());
        assertEquals(1_594, new HashSet<>(arns).size());
    }

    @Test
    void tagListsPageThoughNoPaginatorKnows() { // wire trap 10
        List<Tag> tags =
                IntStream.range(0, 50)
                        .mapToObj(i -> Tag.builder().key("k%02d".formatted(i)).value("v").build())
                        .toList();
        var iam = tenant.admin().iam();
        iam.createRole(
                r ->
                        r.roleName("Tagged")
                                .tags(tags)
                                .assumeRolePolicyDocument(
                                        Documents.trustService("ec2.amazonaws.com")));
        List<Tag> all = new ArrayList<>();
        String marker = null;
        do {
            String from = marker;
            var page = iam.listRoleTags(r -> r.roleName("Tagged").maxItems(7).marker(from));
            all.addAll(page.tags());
            marker = page.marker();
        } while (marker != null);
        assertEquals(tags, all);
    }
}
