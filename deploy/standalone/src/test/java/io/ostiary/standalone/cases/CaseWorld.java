package io.ostiary.standalone.cases;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.ostiary.standalone.lesson.Client;
import io.ostiary.standalone.lesson.RunningHouse;
import io.ostiary.standalone.lesson.SignedCalls;
import io.ostiary.standalone.lesson.SignedCalls.Reply;
import io.ostiary.standalone.lesson.Tenant;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.organizations.model.PolicyType;
import software.amazon.awssdk.services.sts.model.Credentials;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The people of the case files in two accounts of a house, brought into the state of a case by real
 * calls: policies of users, groups and roles, boundaries, sessions with policies, buckets with
 * theirs, and what their organization allows. What a case names is renamed to what the house has.
 */
final class CaseWorld implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    /** Of the account abroad, in the cases. */
    private static final String CANONICAL =
            "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be";

    private final Tenant home;
    private final Tenant abroad;
    private final SignedCalls calls;
    private final CaseIdentities identities = new CaseIdentities();
    private final CaseOrganization organization;
    private final AwsCredentials manager;
    private final Map<String, String> renamed = new HashMap<>();
    private final Map<String, Client> users = new HashMap<>();
    private final Set<String> buckets = new HashSet<>();
    private final Map<WrittenCase, String> bucketStarts = new HashMap<>();
    private final String prefix = UUID.randomUUID().toString().substring(0, 8) + "-";

    CaseWorld(RunningHouse house) {
        home = house.newAccount();
        abroad = house.newAccount();
        calls = new SignedCalls(house.url());
        organization = new CaseOrganization(house);
        manager = house.root().credentials();
        renamed.put(WrittenCase.HOME, home.account());
        renamed.put(WrittenCase.ABROAD, abroad.account());
        renamed.put(CANONICAL, abroad.admin().s3().listBuckets().owner().id());
        for (Tenant tenant : List.of(home, abroad)) {
            tenant.admin().iam().createGroup(r -> r.groupName("group"));
            String trust =
                    """
                    {"Version":"2012-10-17","Statement":{"Effect":"Allow",\
                    "Principal":{"AWS":"%s"},"Action":"sts:AssumeRole"}}\
                    """
                            .formatted(tenant.arn("root"));
            tenant.role("app", trust);
            letManagerAsk(tenant, house.account());
            String id = tenant.admin().iam().getRole(r -> r.roleName("app")).role().roleId();
            renamed.put(tenant == home ? "AROAAPP000000000000A" : "AROAFOREIGN0000000AA", id);
        }
        person(home, "alice", "AIDAALICE00000000001");
        person(home, "bob", "AIDABOB0000000000001");
        person(abroad, "mallory", "AIDAMALLORY000000001");
    }

    /** Whom the organization limits may not ask either, so that its manager does, who is not. */
    private void letManagerAsk(Tenant tenant, String manager) {
        String arn = "arn:aws:ostiary::" + tenant.account() + ":account";
        ObjectNode body = JSON.createObjectNode();
        body.put(
                "policy",
                """
                {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"%s"},\
                "Action":"ostiary:Authorize","Resource":"%s"}}\
                """
                        .formatted(manager, arn));
        Reply reply =
                calls.rest(
                        tenant.admin().credentials(),
                        "ostiary",
                        "PUT",
                        "/v1/resource-policies",
                        List.of("arn", arn),
                        body.toString(),
                        Map.of("content-type", "application/json"));
        assertTrue(reply.isOk(), reply.body());
    }

    private void person(Tenant tenant, String name, String idInCases) {
        Tenant.Person person = tenant.user(name);
        tenant.admin().iam().addUserToGroup(r -> r.groupName("group").userName(name));
        renamed.put(idInCases, person.id());
        users.put(name, person.client());
    }

    private Tenant tenantOf(WrittenCase one) {
        return switch (one.principal()) {
            case "mallory", "foreignApp" -> abroad;
            default -> home;
        };
    }

    private Tenant owner(WrittenCase one) {
        return one.resourceAccount().equals(WrittenCase.ABROAD) ? abroad : home;
    }

    /** As the house has it: accounts, ids, and buckets that are the owner's alone. */
    private String mapped(WrittenCase one, String text) {
        String mapped = text;
        for (Map.Entry<String, String> name : renamed.entrySet()) {
            mapped = mapped.replace(name.getKey(), name.getValue());
        }
        return mapped.replace(":s3:::", ":s3:::" + bucketStart(one));
    }

    /**
     * What the names of a case's buckets begin with. One that has a bucket policy gets a bucket of
     * its own: the policy may deny everybody, also him who would take it away for the next case.
     */
    private String bucketStart(WrittenCase one) {
        String shared = (owner(one) == home ? "h" : "a") + prefix;
        return one.has("resource")
                ? bucketStarts.computeIfAbsent(one, _ -> shared + bucketStarts.size() + "-")
                : shared;
    }

    private @Nullable String document(WrittenCase one, String layer) {
        String document = one.document(layer);
        return document == null ? null : mapped(one, document);
    }

    /**
     * The answer to the case: {@code allow}, {@code explicitDeny}, {@code implicitDeny}, or {@code
     * deny} where the asker may not know which.
     *
     * @throws software.amazon.awssdk.awscore.exception.AwsServiceException when the house does not
     *     take one of the policies
     */
    String told(WrittenCase one) throws JsonProcessingException {
        Tenant tenant = tenantOf(one);
        boolean role = one.principal().contains("pp");
        String subject = role ? "app" : one.principal().replace("Session", "");
        identities.writeInline(tenant, role, subject, document(one, "identity"));
        identities.writeGroup(tenant, document(one, "group"));
        putBucketPolicy(one);
        String boundary = identities.bound(tenant, role, subject, document(one, "boundary"));
        try {
            ObjectNode question = question(one, tenant, role, subject);
            boolean limited = one.has("scp") || one.has("rcp");
            organization.limit(tenant, PolicyType.SERVICE_CONTROL_POLICY, levels(one, "scp"));
            organization.limit(owner(one), PolicyType.RESOURCE_CONTROL_POLICY, levels(one, "rcp"));
            return asked(limited ? manager : tenant.admin().credentials(), question);
        } finally {
            organization.release();
            CaseIdentities.unbind(tenant, role, subject, boundary);
        }
    }

    /** The bucket of the resource, made when it is first needed; null where it is in none. */
    private @Nullable String bucket(WrittenCase one) {
        String arn = mapped(one, one.resource());
        if (!arn.startsWith("arn:aws:s3:::")) {
            return null;
        }
        String bucket = arn.substring("arn:aws:s3:::".length()).split("/", 2)[0];
        if (!BUCKET.matcher(bucket).matches()) {
            return null;
        }
        if (buckets.add(bucket)) {
            owner(one).admin().s3().createBucket(r -> r.bucket(bucket));
        }
        return bucket;
    }

    /** Whether the resource can be somebody's: a bucket, or its ARN names the owner. */
    boolean canBeOwned(WrittenCase one) {
        String resource = one.resource();
        return bucket(one) != null
                || (!one.has("resource")
                        && (resource.equals("*")
                                || resource.contains(":" + one.resourceAccount() + ":")));
    }

    /**
     * A case's {@code "Resource":"*"} becomes the bucket and what is in it: S3 takes a policy that
     * speaks of its own bucket only.
     */
    private void putBucketPolicy(WrittenCase one) {
        String bucket = bucket(one);
        String document = document(one, "resource");
        if (document != null && bucket != null) {
            String arn = "arn:aws:s3:::" + bucket;
            String own =
                    document.replace(
                            "\"Resource\":\"*\"",
                            "\"Resource\":[\"%s\",\"%s/*\"]".formatted(arn, arn));
            owner(one).admin().s3().putBucketPolicy(r -> r.bucket(bucket).policy(own));
        }
    }

    private List<WrittenCase.Level> levels(WrittenCase one, String type) {
        return one.levels(type).stream()
                .map(
                        level ->
                                level.document() == null
                                        ? level
                                        : new WrittenCase.Level(
                                                level.everything(), mapped(one, level.document())))
                .toList();
    }

    private ObjectNode question(WrittenCase one, Tenant tenant, boolean role, String subject) {
        ObjectNode question = JSON.createObjectNode();
        question.put("action", one.action());
        question.put("resource", mapped(one, one.resource()));
        ObjectNode context = question.putObject("context");
        one.statedKeys()
                .forEach(
                        (key, values) -> {
                            var listed = context.putArray(key);
                            values.forEach(value -> listed.add(mapped(one, value)));
                        });
        if (role) {
            bearer(question, session(one, tenant));
        } else if (one.principal().equals("aliceSession")) {
            bearer(question, client(subject).sts().getSessionToken().credentials());
        } else {
            question.put("principal", tenant.arn("user/" + subject));
        }
        return question;
    }

    private String asked(AwsCredentials asker, ObjectNode question) throws JsonProcessingException {
        Reply reply =
                SignedCalls.caughtUp(() -> calls.json(asker, "/v1/authorize", question.toString()));
        JsonNode answer = JSON.readTree(reply.body());
        if (!reply.isOk()) {
            return reply.body();
        }
        String decision = answer.get("decision").asText();
        JsonNode why = answer.path("reasons").path(0).path("type");
        return decision.equals("allow") || why.isMissingNode() ? decision : why.asText();
    }

    private Client client(String name) {
        return Objects.requireNonNull(users.get(name));
    }

    private Credentials session(WrittenCase one, Tenant tenant) {
        String policy = document(one, "session");
        return tenant.admin()
                .sts()
                .assumeRole(
                        r ->
                                r.roleArn(tenant.arn("role/app"))
                                        .roleSessionName(
                                                one.principal().equals("app2") ? "s2" : "s1")
                                        .policy(policy))
                .credentials();
    }

    private static void bearer(ObjectNode question, Credentials session) {
        question.put("sessionToken", session.sessionToken());
        question.put("accessKeyId", session.accessKeyId());
    }

    @Override
    public void close() {
        calls.close();
    }
}
