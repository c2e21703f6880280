package io.ostiary.engine.search;

import static io.ostiary.engine.TestHouse.ALLOW_ALL;
import static io.ostiary.engine.TestHouse.FACTS;
import static io.ostiary.engine.TestHouse.ONE;
import static io.ostiary.engine.TestHouse.TWO;
import static io.ostiary.engine.TestHouse.allow;
import static io.ostiary.engine.TestHouse.statement;
import static io.ostiary.engine.TestHouse.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.event.AttachmentEvent.InlinePolicyPut;
import io.ostiary.contract.event.RegistryEvent.BucketReserved;
import io.ostiary.contract.event.ResourceEvent.BucketCreated;
import io.ostiary.contract.event.ResourceEvent.ResourcePolicy;
import io.ostiary.contract.event.ResourceEvent.ResourcePolicySet;
import io.ostiary.contract.event.UserEvent.UserDeleted;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.port.Caller;
import io.ostiary.contract.port.DecisionCall;
import io.ostiary.contract.port.DecisionCall.Subject;
import io.ostiary.contract.port.Decisions;
import io.ostiary.contract.port.SearchAnswer.Certainty;
import io.ostiary.contract.port.SearchAnswer.Item;
import io.ostiary.contract.port.SearchAnswer.Side;
import io.ostiary.contract.port.SearchCall.Sought;
import io.ostiary.engine.TestHouse;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Random accounts: a search agrees with deciding about each, and nothing that another account does
 * changes an answer. {@code -Dostiary.seed=N} draws another row.
 */
final class OneSideOnlyTest {

    private static final List<String> ACTIONS =
            List.of("s3:GetObject", "sqs:SendMessage", "iam:GetUser", "sts:AssumeRole");
    private static final List<String> RESOURCES =
            List.of(
                    "arn:aws:s3:::own/x",
                    "arn:aws:s3:::theirs/x",
                    "arn:aws:s3:::nobodys/x",
                    "arn:aws:sqs:us-east-1:111111111111:queue",
                    "arn:aws:sqs:us-east-1:222222222222:queue",
                    "arn:aws:iam::111111111111:user/u0x",
                    "arn:aws:iam::222222222222:user/v0x",
                    "arn:aws:iam::111111111111:role/app",
                    "arn:aws:iam::222222222222:role/app",
                    "*");
    private static final List<String> CONDITIONS =
            List.of(
                    "",
                    "",
                    ",\"Condition\":{\"IpAddress\":{\"aws:SourceIp\":\"10.0.0.0/8\"}}",
                    ",\"Condition\":{\"StringEquals\":{\"aws:username\":\"u1x\"}}",
                    ",\"Condition\":{\"StringEquals\":{\"aws:ResourceAccount\":\"111111111111\"}}",
                    ",\"Condition\":{\"Null\":{\"aws:PrincipalOrgID\":\"true\"}}",
                    ",\"Condition\":{\"Null\":{\"aws:ResourceOrgID\":\"true\"}}");

    private final Random random = new Random(Long.getLong("ostiary.seed", 20_261_128));
    private final TestHouse house = new TestHouse();
    private final Map<String, String> ids = new HashMap<>();
    private final List<EntityId> ownUsers = new ArrayList<>();
    private final List<EntityId> theirUsers = new ArrayList<>();
    private final Caller operator = house.userCaller(ONE, ALLOW_ALL);

    @AfterEach
    void close() {
        house.close();
    }

    private void ownAccount() {
        bucket(ONE, "own");
        for (int i = 0; i < 4; i++) {
            EntityId user = house.user(ONE, "u" + i + "x");
            ownUsers.add(user);
            ids.put("arn:aws:iam::111111111111:user/u" + i + "x", user.uniqueId());
            identity(ONE, user);
        }
        EntityId role = house.role(ONE, "app", trust("{\"AWS\":\"111111111111\"}"), Map.of());
        ids.put("arn:aws:iam::111111111111:role/app", role.uniqueId());
        identity(ONE, role);
        EntityId them = house.user(TWO, "v0x");
        theirUsers.add(them);
        ids.put("arn:aws:iam::222222222222:user/v0x", them.uniqueId());
        resource(ONE, "arn:aws:s3:::own", "arn:aws:s3:::own/*");
        resource(
                ONE,
                "arn:aws:sqs:us-east-1:111111111111:queue",
                "arn:aws:sqs:us-east-1:111111111111:queue");
    }

    private void bucket(AccountId owner, String name) {
        house.event(AccountId.REGISTRY, new BucketReserved(owner, name, 2));
        house.event(owner, new BucketCreated(name, "us-east-1", 2, house.now()));
    }

    private void identity(AccountId account, EntityId entity) {
        for (int i = random.nextInt(3); i >= 0; i--) {
            house.event(
                    account, new InlinePolicyPut(entity, "p" + i, document(false, one(RESOURCES))));
        }
    }

    private void resource(AccountId owner, String arn, String about) {
        house.event(
                owner,
                new ResourcePolicySet(arn, new ResourcePolicy(document(true, about), ids, false)));
    }

    private String document(boolean principals, String resource) {
        String principal =
                one(
                        List.of(
                                "\"*\"",
                                "{\"AWS\":\"111111111111\"}",
                                "{\"AWS\":\"222222222222\"}",
                                "{\"AWS\":\"arn:aws:iam::222222222222:user/v0x\"}",
                                "{\"AWS\":\"arn:aws:iam::111111111111:user/u2x\"}",
                                "{\"AWS\":\"arn:aws:iam::111111111111:role/app\"}"));
        return """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow"%s,"Action":"%s","Resource":"%s"%s},\
        {"Effect":"%s"%s,"Action":"%s","Resource":"%s"%s}]}\
        """
                .formatted(
                        principals ? ",\"Principal\":" + principal : "",
                        principals ? "*" : one(List.of("*", "s3:*", "sqs:*", "iam:*", "sts:*")),
                        random.nextBoolean() ? "*" : resource,
                        one(CONDITIONS),
                        random.nextInt(3) == 0 ? "Deny" : "Allow",
                        principals ? ",\"Principal\":\"*\"" : "",
                        one(ACTIONS),
                        random.nextBoolean() ? "*" : resource,
                        one(CONDITIONS));
    }

    /** Something that an account may do without the other. */
    private void change() {
        switch (random.nextInt(8)) {
            case 0 -> theirUsers.add(house.user(TWO, "v" + random.nextInt(1_000_000) + "x"));
            case 1 -> identity(TWO, one(theirUsers));
            case 2 -> bucket(TWO, "theirs");
            case 3 -> resource(TWO, "arn:aws:s3:::theirs", "arn:aws:s3:::theirs/*");
            case 4 ->
                    resource(
                            TWO,
                            "arn:aws:sqs:us-east-1:222222222222:queue",
                            "arn:aws:sqs:us-east-1:222222222222:queue");
            case 5 -> {
                EntityId role =
                        house.role(
                                TWO,
                                "r" + random.nextInt(1_000_000) + "x",
                                trust("\"*\""),
                                Map.of());
                identity(TWO, role);
            }
            case 6 -> {
                if (theirUsers.size() > 1) {
                    house.event(TWO, new UserDeleted(theirUsers.removeLast().uniqueId()));
                }
            }
            default ->
                    house.put(
                            TWO,
                            one(theirUsers),
                            "all",
                            random.nextBoolean() ? allow("*", "*") : statement("Deny", "*", "*"));
        }
    }

    /** Everything that can be asked, as text. */
    private String answers() {
        var searching = new Searching(house.engine, operator, 5);
        var all = new StringBuilder();
        for (String action : ACTIONS) {
            for (String resource : RESOURCES) {
                Sought subjects = new Sought.Subjects(null, action, resource);
                all.append(searching.all(subjects, Map.of(), false)).append('\n');
            }
            for (EntityId user : ownUsers) {
                Sought resources = new Sought.Resources(null, user.uniqueId(), action);
                all.append(searching.all(resources, Map.of(), false)).append('\n');
            }
        }
        var large = new Searching(house.engine, operator, 1_000);
        for (String resource : RESOURCES.subList(0, 8)) {
            Sought actions = new Sought.Actions(ownUsers.getFirst().uniqueId(), resource);
            all.append(large.all(actions, Map.of(), false)).append('\n');
        }
        return all.toString();
    }

    @Test
    void whateverAnotherAccountDoesChangesNoAnswer() {
        ownAccount();
        String before = answers();
        assertTrue(before.contains("certainty=IF") && before.contains("side=RESOURCE"), before);
        for (int round = 0; round < 6; round++) {
            for (int i = 0; i < 12; i++) {
                change();
            }
            assertEquals(before, answers());
        }
    }

    @Test
    void aSearchAgreesWithDecidingAboutEach() {
        ownAccount();
        change();
        int compared = 0;
        for (int round = 0; round < 12; round++) {
            for (EntityId user : ownUsers) {
                identity(ONE, user);
            }
            resource(ONE, "arn:aws:s3:::own", "arn:aws:s3:::own/*");
            for (String action : ACTIONS) {
                for (String resource : RESOURCES) {
                    for (Map<String, List<String>> context :
                            List.of(
                                    Map.<String, List<String>>of(),
                                    Map.of("aws:SourceIp", List.of("10.1.1.1")))) {
                        compared += compare(action, resource, context);
                    }
                }
            }
        }
        System.out.printf("%,d decisions compared with searches%n", compared);
    }

    @Test
    void theThreeSearchesSayTheSame() {
        ownAccount();
        var searching = new Searching(house.engine, operator, 1_000);
        int found = 0;
        for (int round = 0; round < 5; round++) {
            ownUsers.forEach(user -> identity(ONE, user));
            found += agreeing(searching);
        }
        assertTrue(found > 30, "found " + found);
    }

    private int agreeing(Searching searching) {
        int found = 0;
        for (String resource : RESOURCES) {
            for (EntityId user : ownUsers) {
                Map<String, Item> actions = new HashMap<>();
                searching
                        .all(new Sought.Actions(user.uniqueId(), resource), Map.of(), false)
                        .forEach(item -> actions.put(item.id(), item));
                for (String action : ACTIONS) {
                    Item subject =
                            found(
                                    searching,
                                    new Sought.Subjects(null, action, resource),
                                    arnOf(user));
                    Item one = actions.get(action);
                    if (one != null) {
                        assertEquals(said(one), said(subject), action + " on " + resource);
                        found++;
                    }
                    Item with =
                            found(
                                    searching,
                                    new Sought.Resources(null, user.uniqueId(), action),
                                    resource);
                    if (with != null) {
                        assertEquals(said(with), said(subject), action + " with " + resource);
                        found++;
                    }
                }
            }
        }
        return found;
    }

    private static @Nullable Item found(Searching searching, Sought sought, String id) {
        return searching.all(sought, Map.of(), false).stream()
                .filter(item -> item.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    private static String said(@Nullable Item item) {
        return item == null ? "no" : item.certainty() + " " + item.side() + " " + item.conditions();
    }

    private String arnOf(EntityId user) {
        return ids.entrySet().stream()
                .filter(each -> each.getValue().equals(user.uniqueId()))
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    private int compare(String action, String resource, Map<String, List<String>> context) {
        Map<String, Item> found = new HashMap<>();
        new Searching(house.engine, operator, 3)
                .all(new Sought.Subjects(null, action, resource), context, false)
                .forEach(item -> found.put(item.id(), item));
        int compared = 0;
        for (Map.Entry<String, String> named : ids.entrySet()) {
            String arn = named.getKey();
            if (!arn.contains("111111111111")) {
                continue;
            }
            Item item = found.get(arn);
            for (Map<String, List<String>> stated :
                    List.of(context, Map.of("aws:SourceIp", List.of("192.0.2.1")))) {
                if (!context.isEmpty() && !stated.equals(context)) {
                    continue;
                }
                boolean allowed = decide(arn, action, resource, stated);
                String told = arn + " " + action + " " + resource + " " + stated + ": " + item;
                if (item == null) {
                    assertEquals(false, allowed, told);
                } else if (item.certainty() == Certainty.YES && item.side() == Side.ALL) {
                    assertEquals(true, allowed, told);
                }
                compared++;
            }
        }
        return compared;
    }

    private boolean decide(
            String arn, String action, String resource, Map<String, List<String>> context) {
        var question =
                new DecisionCall.Question(new Subject.Principal(arn), action, resource, context);
        Decisions decisions =
                house.engine
                        .decide(new DecisionCall(operator, FACTS, false, List.of(question)))
                        .toCompletableFuture()
                        .join();
        return decisions instanceof Decisions.Given given
                && given.answers().getFirst() instanceof Decisions.Answer.Decided decided
                && decided.allowed();
    }

    private <T> T one(List<T> pool) {
        return pool.get(random.nextInt(pool.size()));
    }
}
