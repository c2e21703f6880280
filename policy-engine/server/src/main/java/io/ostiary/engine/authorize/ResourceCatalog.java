package io.ostiary.engine.authorize;

import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.error.IamError.InvalidUserType;
import io.ostiary.contract.error.S3Error;
import io.ostiary.contract.id.AccessKeyId;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.Arn;
import io.ostiary.contract.id.BucketName;
import io.ostiary.contract.id.Names;
import io.ostiary.contract.port.Engine.Parameters;
import io.ostiary.engine.authorize.ResourceSource.Template;
import io.ostiary.engine.fold.AccountSnapshot;
import io.ostiary.engine.fold.EngineSnapshot;
import io.ostiary.engine.principal.LivePrincipal;
import io.ostiary.engine.resource.RegisteredResource;
import io.ostiary.engine.resource.ResourceRegistry;
import io.ostiary.policy.managed.ServiceLinkedRoles;
import io.ostiary.policy.request.ResourceName;
import io.ostiary.state.entity.Account;
import io.ostiary.state.entity.Attachable;
import io.ostiary.state.entity.ManagedPolicy;
import io.ostiary.state.entity.Organization;
import io.ostiary.state.entity.OrganizationPart;
import io.ostiary.state.entity.OrganizationPolicy;
import io.ostiary.state.entity.User;
import io.ostiary.state.shape.OrganizationShapes;
import io.ostiary.state.view.AccountState;
import io.ostiary.state.view.OrganizationPolicies;
import io.ostiary.state.view.OrganizationTree;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * Finds what a request is about in the caller's own account: with the stored spelling and path of
 * what exists, and with what was given of what does not. Nothing of another account is looked up,
 * so its names cannot be told from an answer (attack A112).
 */
final class ResourceCatalog {

    /** ARNs and ids are short; whatever is longer names nothing. */
    private static final int MAX_TEXT = 2_048;

    private static final String POLICY = "policy";

    /** What the id of a task begins with, in front of the path and name of its role. */
    private static final String TASK = "task/";

    private static final ServiceLinkedRoles LINKED_ROLES = ServiceLinkedRoles.open();

    private ResourceCatalog() {}

    /** Nothing can be judged: AWS answers so before it authorizes (wire trap 12). */
    static final class Unresolvable extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient AwsError error;

        Unresolvable(AwsError error) {
            super("nothing to be judged", null, false, false);
            this.error = error;
        }

        AwsError error() {
            return error;
        }
    }

    private static final CommonError MUST_NAME =
            CommonError.validation("Must specify userName when calling with non-User credentials");

    static ResolvedResource resolve(
            ResourceSource source,
            EngineSnapshot snapshot,
            ResourceRegistry registry,
            LivePrincipal caller,
            Parameters parameters)
            throws Unresolvable {
        AccountSnapshot account = caller.account();
        AccountState state = account.state();
        return switch (source) {
            case ResourceSource.Everything _ -> everything(account.id());
            case ResourceSource.TheUser _ -> {
                if (!(caller.entity() instanceof User user)) {
                    throw new Unresolvable(InvalidUserType.ownPassword());
                }
                yield caller(caller).shownAs("user", user.name());
            }
            case ResourceSource.Named(String type, String parameter) ->
                    named(type, parameters.values().get(parameter), caller);
            case ResourceSource.NamedOrAll(String type, String parameter, String all) ->
                    "true".equals(parameters.values().get(all))
                            ? own(account.id(), Arn.iam(account.id(), type + "/*"), null)
                            : named(type, parameters.values().get(parameter), caller);
            case ResourceSource.Created(String type, String parameter) -> {
                String path = parameters.values().getOrDefault("Path", "/");
                String name = parameters.values().getOrDefault(parameter, "");
                var made = own(account.id(), Arn.iam(account.id(), type, path, name), null);
                yield type.equals(POLICY) ? made.shownAs(type, name) : made;
            }
            case ResourceSource.Renamed(String type, String parameter) ->
                    renamed(account, type, parameter, parameters);
            case ResourceSource.Listed(String type) ->
                    own(
                            account.id(),
                            Arn.iam(
                                    account.id(),
                                    type + parameters.values().getOrDefault("PathPrefix", "/")),
                            null);
            case ResourceSource.ByArn(String parameter) -> {
                var found = byArn(account, parameters.values().getOrDefault(parameter, "*"));
                yield parameter.equals("PolicyArn")
                        ? found.shownAs(POLICY, found.name().text())
                        : found;
            }
            case ResourceSource.OwnByArn(String parameter) ->
                    byArn(account, parameters.values().getOrDefault(parameter, "*"))
                            .ownedBy(account.id());
            case ResourceSource.KeyOwner(String parameter) ->
                    owner(account, parameters.values().getOrDefault(parameter, ""));
            case ResourceSource.DeletionTask(String parameter) ->
                    taskRole(account, parameters.values().getOrDefault(parameter, ""));
            case ResourceSource.ServiceLinked(String service, String suffix) ->
                    linked(
                            account,
                            parameters.values().getOrDefault(service, ""),
                            parameters.values().get(suffix));
            case ResourceSource.OrganizationPart(String parameter) ->
                    part(snapshot, account, parameters.values().get(parameter));
            case ResourceSource.HouseAccount(String parameter) ->
                    houseAccount(account, parameters.values().getOrDefault(parameter, ""));
            case ResourceSource.OwnAccount(String parameter) ->
                    ownAccount(account, parameters.values().get(parameter));
            case ResourceSource.BucketNamed(String parameter) -> {
                String name = parameters.values().getOrDefault(parameter, "");
                RegisteredResource found = registry.bucket(snapshot, name);
                if (found == null) {
                    throw new Unresolvable(S3Error.noSuchBucket(name));
                }
                yield bucket(found.owner(), name, found);
            }
            case ResourceSource.BucketMade(String parameter) ->
                    bucket(account.id(), parameters.values().getOrDefault(parameter, ""), null);
            case ResourceSource.Filled(String service, Template resource) ->
                    own(
                            account.id(),
                            new Arn(
                                    Arn.PARTITION,
                                    service,
                                    "",
                                    account.id().value(),
                                    filled(resource, parameters)),
                            null);
            case ResourceSource.Shown(Template text) ->
                    new ResolvedResource(
                            new ResourceName(filled(text, parameters), null), account.id(), null);
        };
    }

    private static ResolvedResource named(String type, @Nullable String name, LivePrincipal caller)
            throws Unresolvable {
        if (name == null) {
            return leftOut(type, caller);
        }
        AccountId account = caller.account().id();
        Attachable found = AccountEntities.named(caller.account().state(), type, name);
        return found == null
                ? own(account, Arn.iam(account, type + "/" + name), null).shownAs(type, name)
                : own(account, AccountEntities.arn(account, found), found)
                        .shownAs(type, found.name());
    }

    /** It carries the tags of what it was, which is what it will have. */
    private static ResolvedResource renamed(
            AccountSnapshot account, String type, String parameter, Parameters parameters) {
        Map<String, String> values = parameters.values();
        String name = values.getOrDefault(parameter, "");
        Attachable found = AccountEntities.named(account.state(), type, name);
        String path = found == null ? "/" : found.path();
        return own(
                account.id(),
                Arn.iam(
                        account.id(),
                        type,
                        values.getOrDefault("NewPath", path),
                        values.getOrDefault(
                                "New" + parameter, found == null ? name : found.name())),
                found);
    }

    /** S3 tells its ARN in quotes (IAM User Guide, "Troubleshoot access denied error messages"). */
    private static ResolvedResource bucket(
            AccountId owner, String name, @Nullable RegisteredResource found) {
        String arn = BucketName.arn(name).toString();
        return new ResolvedResource(
                ResourceName.of(arn),
                owner,
                null,
                found == null ? null : found.tags(),
                found == null ? null : found.policy(),
                '"' + arn + '"');
    }

    private static ResolvedResource everything(AccountId account) {
        return new ResolvedResource(ResourceName.NONE, account, null);
    }

    private static ResolvedResource own(AccountId account, Arn arn, @Nullable Attachable entity) {
        return new ResolvedResource(ResourceName.of(arn.toString()), account, entity);
    }

    private static ResolvedResource caller(LivePrincipal caller) {
        return new ResolvedResource(
                ResourceName.of(caller.principal().shownArn()),
                caller.account().id(),
                caller.entity() instanceof User user ? user : null);
    }

    private static ResolvedResource leftOut(String type, LivePrincipal caller) throws Unresolvable {
        if (type.equals("user")) {
            if (caller.entity() instanceof User || caller.isRoot()) {
                return caller(caller);
            }
            throw new Unresolvable(MUST_NAME);
        }
        return everything(caller.account().id());
    }

    private static ResolvedResource byArn(AccountSnapshot account, String text) {
        if (text.length() > MAX_TEXT) {
            return everything(account.id());
        }
        Arn arn = Arn.parse(text).orElse(null);
        if (arn == null) {
            return new ResolvedResource(ResourceName.of(text), account.id(), null);
        }
        if (arn.isIn(account.id())) {
            Attachable found = AccountEntities.byArn(account.state(), arn);
            return found == null
                    ? own(account.id(), arn, null)
                    : own(account.id(), AccountEntities.arn(account.id(), found), found);
        }
        // AWS's own policies are seen in every account as its own.
        AccountId owner =
                AccountId.isValid(arn.account()) ? new AccountId(arn.account()) : account.id();
        return new ResolvedResource(ResourceName.of(text), owner, null);
    }

    private static ResolvedResource owner(AccountSnapshot account, String accessKeyId) {
        if (AccessKeyId.isValid(accessKeyId)
                && account.state().byId(accessKeyId) instanceof User user) {
            return own(account.id(), user.arn(account.id()), user);
        }
        return everything(account.id());
    }

    private static ResolvedResource linked(
            AccountSnapshot account, String service, @Nullable String suffix) {
        String name =
                LINKED_ROLES
                        .find(service)
                        .map(role -> role.roleName(suffix))
                        // There will be none, whoever may: but a path must be asked for.
                        .orElse("AWSServiceRoleFor");
        return own(
                account.id(),
                Arn.iam(account.id(), "role/aws-service-role/" + service + "/" + name),
                null);
    }

    /** Of {@code task/aws-service-role/SERVICE/ROLE/UUID}; every other text is no role's. */
    private static ResolvedResource taskRole(AccountSnapshot account, String taskId) {
        int role = taskId.lastIndexOf('/');
        return taskId.startsWith(TASK) && role > TASK.length() && taskId.length() <= MAX_TEXT
                ? own(
                        account.id(),
                        Arn.iam(account.id(), "role/" + taskId.substring(TASK.length(), role)),
                        null)
                : everything(account.id());
    }

    /** Ids say by their first letters what they are of (Organizations User Guide, quotas). */
    private static ResolvedResource part(
            EngineSnapshot snapshot, AccountSnapshot account, @Nullable String id) {
        AccountSnapshot management = snapshot.managementAccountOf(account);
        Organization organization = management == null ? null : management.state().organization();
        if (management == null || organization == null || (id != null && id.length() > MAX_TEXT)) {
            return everything(account.id());
        }
        String given = id == null ? account.id().value() : id;
        String type;
        if (AccountId.isValid(given)) {
            type = "account";
        } else if (given.startsWith("r-")) {
            type = "root";
        } else if (given.startsWith("ou-")) {
            type = "ou";
        } else if (given.startsWith("p-")) {
            type = "policy";
        } else if (given.startsWith("h-")) {
            type = "handshake";
        } else if (given.startsWith("rt-")) {
            type = "transfer";
        } else {
            return everything(account.id());
        }
        // A member learns nothing of its organization by conditions on tags or types of policies.
        OrganizationTree tree =
                management.id().equals(account.id())
                        ? new OrganizationTree(management.state(), organization)
                        : null;
        OrganizationPolicy policy = tree == null ? null : policy(tree, given);
        String arn =
                tree != null && policy != null
                        ? OrganizationShapes.policyArn(tree, policy)
                        : new Arn(
                                        Arn.PARTITION,
                                        "organizations",
                                        "",
                                        management.id().value(),
                                        type + "/" + organization.id() + "/" + given)
                                .toString();
        // The organization is its manager's; but an account may be allowed to ask about itself.
        AccountId owner = given.equals(account.id().value()) ? account.id() : management.id();
        var resolved = new ResolvedResource(ResourceName.of(arn), owner, null);
        OrganizationPart part = tree == null ? null : tree.part(given);
        return part == null ? resolved : resolved.tagged(part.tags());
    }

    private static @Nullable OrganizationPolicy policy(OrganizationTree tree, String id) {
        return new OrganizationPolicies(tree).find(id);
    }

    /** The type of the organization's policy of this id, for whoever manages it. */
    static @Nullable String policyType(AccountState state, String id) {
        OrganizationTree tree = id.length() > MAX_TEXT ? null : OrganizationTree.of(state);
        OrganizationPolicy policy = tree == null ? null : policy(tree, id);
        return policy == null ? null : policy.type().name();
    }

    /**
     * Every account of the house, whether it exists or not, is its management account's: nobody
     * else's policies allow anything on one, not even root's of the account itself.
     */
    private static ResolvedResource houseAccount(AccountSnapshot account, String id) {
        Account opened = account.state().account();
        AccountId management = opened == null ? null : opened.managementAccount();
        AccountId owner = management == null ? account.id() : management;
        return new ResolvedResource(
                AccountId.isValid(id) ? accountName(id) : ResourceName.NONE, owner, null);
    }

    private static ResolvedResource ownAccount(AccountSnapshot account, @Nullable String id) {
        String own = account.id().value();
        return id == null || id.equals(own)
                ? new ResolvedResource(accountName(own), account.id(), null)
                : houseAccount(account, id);
    }

    private static ResourceName accountName(String id) {
        return ResourceName.of(new Arn(Arn.PARTITION, "ostiary", "", id, "account").toString());
    }

    private static String filled(Template template, Parameters parameters) {
        var text = new StringBuilder(template.texts().get(0));
        for (int i = 0; i < template.parameters().size(); i++) {
            String parameter = template.parameters().get(i);
            String value = parameters.values().get(parameter);
            if (value == null && parameter.equals("PathPrefix")) {
                value = "/";
            }
            if (value != null && value.length() <= MAX_TEXT) {
                text.append(parameter.equals("Url") ? withoutScheme(value) : value);
            }
            text.append(template.texts().get(i + 1));
        }
        return text.toString();
    }

    private static String withoutScheme(String url) {
        return Names.key(url).startsWith("https://") ? url.substring("https://".length()) : url;
    }

    /** For the condition key of a policy's ARN: the stored spelling of one that exists. */
    static String policyArn(AccountState state, String given) {
        ManagedPolicy policy = given.length() > MAX_TEXT ? null : state.policyByArn(given);
        return policy == null ? given : policy.arn(state.id()).toString();
    }
}
