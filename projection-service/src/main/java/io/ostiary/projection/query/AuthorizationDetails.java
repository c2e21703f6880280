package io.ostiary.projection.query;

import static io.ostiary.projection.query.Replies.found;

import io.ostiary.contract.port.Projection.Reply;
import io.ostiary.contract.query.AccountQuery.GetAccountAuthorizationDetails;
import io.ostiary.contract.result.AccountResult.GetAccountAuthorizationDetailsResult;
import io.ostiary.contract.shape.GroupDetail;
import io.ostiary.contract.shape.ManagedPolicyDetail;
import io.ostiary.contract.shape.RoleDetail;
import io.ostiary.contract.shape.Tag;
import io.ostiary.contract.shape.UserDetail;
import io.ostiary.projection.query.AwsManagedPolicies.AwsManagedPolicy;
import io.ostiary.state.entity.Attachments;
import io.ostiary.state.entity.Attachments.InlinePolicy;
import io.ostiary.state.entity.Entity;
import io.ostiary.state.entity.Group;
import io.ostiary.state.entity.InstanceProfile;
import io.ostiary.state.entity.ManagedPolicy;
import io.ostiary.state.entity.PolicyCount;
import io.ostiary.state.entity.Role;
import io.ostiary.state.entity.RoleProfile;
import io.ostiary.state.entity.Table;
import io.ostiary.state.entity.User;
import io.ostiary.state.shape.DetailShapes;
import io.ostiary.state.shape.ShownTrust;
import io.ostiary.state.view.AccountView;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * GetAccountAuthorizationDetails: users, groups, roles, the account's policies, then AWS's, as one
 * list that pages run through; what a page holds is all that is read for it. Of AWS's policies
 * those in use are told (an audit tool's maintainers say the same of AWS: aws-recon issue 21). The
 * order of the kinds is ours. Used for one page.
 */
final class AuthorizationDetails {

    /**
     * Of documents and tags, in characters: a thousand policies may hold thirty times as much. "IAM
     * might return fewer results, even when there are more results available" (IAM API Reference,
     * MaxItems).
     */
    private static final int MOST_TEXT = 1 << 20;

    /**
     * In the order of the list, named as in IAM's EntityType. A position begins with the letter.
     */
    private enum Kind {
        USER("User", 'u'),
        GROUP("Group", 'g'),
        ROLE("Role", 'r'),
        LOCAL("LocalManagedPolicy", 'l'),
        AWS("AWSManagedPolicy", 'a');

        private final String filter;
        private final char letter;

        Kind(String filter, char letter) {
            this.filter = filter;
            this.letter = letter;
        }

        static Kind of(String position) {
            for (Kind kind : values()) {
                if (kind.letter == position.charAt(0)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("a position in another list");
        }
    }

    private final AccountView account;
    private final AwsManagedPolicies aws;

    private final List<UserDetail> users = new ArrayList<>();
    private final List<GroupDetail> groups = new ArrayList<>();
    private final List<RoleDetail> roles = new ArrayList<>();
    private final List<ManagedPolicyDetail> policies = new ArrayList<>();
    private final Map<String, String> groupNames = new HashMap<>();

    private int left;
    private int room = MOST_TEXT;
    private String last = "";

    AuthorizationDetails(AccountView account, AwsManagedPolicies aws) {
        this.account = account;
        this.aws = aws;
    }

    Reply answer(GetAccountAuthorizationDetails query) {
        left = Page.size(query.maxItems());
        String marker = Page.after(query.marker());
        Kind first = marker.isEmpty() ? Kind.USER : Kind.of(marker);
        boolean more = false;
        for (Kind kind : Kind.values()) {
            boolean asked = query.filter().isEmpty() || query.filter().contains(kind.filter);
            if (asked && !more && kind.compareTo(first) >= 0) {
                String after = kind == first && !marker.isEmpty() ? marker.substring(1) : "";
                more = add(kind, after);
            }
        }
        return found(
                new GetAccountAuthorizationDetailsResult(
                        groups, more, more ? last : null, policies, roles, users));
    }

    /** True when the page is full and there is more. */
    private boolean add(Kind kind, String after) {
        return switch (kind) {
            case USER -> add(kind, Table.USERS, after, this::add);
            case GROUP -> add(kind, Table.GROUPS, after, this::add);
            case ROLE -> add(kind, Table.ROLES, after, this::add);
            case LOCAL -> add(kind, Table.POLICIES, after, this::add);
            case AWS -> addManaged(after);
        };
    }

    /** Takes an entity into the page and tells how much text it has. */
    private interface Adding<E> {
        int add(E entity);
    }

    private <E extends Entity> boolean add(
            Kind kind, Table<E> table, String after, Adding<E> adding) {
        for (E entity : account.scan(table, "", after)) {
            if (isFull()) {
                return true;
            }
            told(kind, entity.key(), adding.add(entity));
        }
        return false;
    }

    /** Those of which uses are counted. */
    private boolean addManaged(String after) {
        String prefix = AwsManagedPolicies.ARN_PREFIX;
        for (PolicyCount count :
                account.scan(Table.POLICY_COUNTS, prefix, after.isEmpty() ? "" : prefix + after)) {
            AwsManagedPolicy policy = aws.byArn(count.policyArn());
            if (policy == null) {
                continue;
            }
            if (isFull()) {
                return true;
            }
            policies.add(detail(policy, count));
            told(Kind.AWS, count.key().substring(prefix.length()), policy.document().length());
        }
        return false;
    }

    private boolean isFull() {
        return left == 0 || room <= 0;
    }

    private void told(Kind kind, String key, int text) {
        left--;
        room -= text;
        last = kind.letter + key;
    }

    private int add(User user) {
        users.add(DetailShapes.user(account.id(), user, groupNames(user)));
        return text(user.attachments());
    }

    private List<String> groupNames(User user) {
        if (user.groupIds().isEmpty()) {
            return List.of();
        }
        var names = new ArrayList<String>(user.groupIds().size());
        for (String id : user.groupIds()) {
            String name = groupNames.get(id);
            if (name == null) {
                Group group = account.groupById(id);
                if (group == null) {
                    continue;
                }
                name = group.name();
                groupNames.put(id, name);
            }
            names.add(name);
        }
        return names;
    }

    private int add(Group group) {
        groups.add(DetailShapes.group(account.id(), group));
        return text(group.attachments());
    }

    private int add(Role role) {
        Role shown = ShownTrust.of(account, role);
        List<InstanceProfile> profiles = profiles(role);
        roles.add(DetailShapes.role(account.id(), shown, profiles, account.lastUse(role.id())));
        return text(role.attachments()) + (1 + profiles.size()) * shown.trust().document().length();
    }

    private List<InstanceProfile> profiles(Role role) {
        var profiles = new ArrayList<InstanceProfile>();
        for (RoleProfile held : account.scan(Table.ROLE_PROFILES, RoleProfile.prefix(role.id()))) {
            if (account.byId(held.profileId()) instanceof InstanceProfile profile) {
                profiles.add(profile);
            }
        }
        return profiles;
    }

    private int add(ManagedPolicy policy) {
        policies.add(
                DetailShapes.policy(account.id(), policy, PolicyQueries.count(account, policy)));
        int text = 0;
        for (ManagedPolicy.Version version : policy.versions()) {
            text += version.document().length();
        }
        return text;
    }

    /** Of AWS's policies only the default version is kept. */
    private static ManagedPolicyDetail detail(AwsManagedPolicy policy, PolicyCount count) {
        return new ManagedPolicyDetail(
                policy.arn(),
                count.attachments(),
                policy.createdAt(),
                policy.versionId(),
                null,
                policy.attachable(),
                policy.path(),
                count.boundaries(),
                policy.id(),
                policy.name(),
                List.of(PolicyQueries.version(policy, true)),
                policy.updatedAt());
    }

    private static int text(Attachments held) {
        int text = 0;
        for (InlinePolicy policy : held.inlinePolicies()) {
            text += policy.document().length();
        }
        for (Tag tag : held.tags()) {
            text += tag.key().length() + tag.value().length();
        }
        return text;
    }
}
