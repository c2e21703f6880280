package io.ostiary.projection.query;

import static io.ostiary.contract.error.IamError.Subject.POLICY;
import static io.ostiary.projection.query.Replies.found;
import static io.ostiary.projection.query.Replies.refused;

import io.ostiary.contract.error.IamError.InvalidInput;
import io.ostiary.contract.error.IamError.NoSuchEntity;
import io.ostiary.contract.id.Arn;
import io.ostiary.contract.port.Projection.Reply;
import io.ostiary.contract.query.PolicyQuery;
import io.ostiary.contract.query.PolicyQuery.GetPolicy;
import io.ostiary.contract.query.PolicyQuery.GetPolicyVersion;
import io.ostiary.contract.query.PolicyQuery.ListEntitiesForPolicy;
import io.ostiary.contract.query.PolicyQuery.ListPolicies;
import io.ostiary.contract.query.PolicyQuery.ListPolicyTags;
import io.ostiary.contract.query.PolicyQuery.ListPolicyVersions;
import io.ostiary.contract.result.PolicyResult.GetPolicyResult;
import io.ostiary.contract.result.PolicyResult.GetPolicyVersionResult;
import io.ostiary.contract.result.PolicyResult.ListPolicyTagsResult;
import io.ostiary.contract.result.PolicyResult.ListPolicyVersionsResult;
import io.ostiary.contract.shape.PolicyVersion;
import io.ostiary.projection.query.AwsManagedPolicies.AwsManagedPolicy;
import io.ostiary.state.entity.ManagedPolicy;
import io.ostiary.state.entity.PolicyCount;
import io.ostiary.state.entity.Table;
import io.ostiary.state.shape.Shapes;
import io.ostiary.state.view.AccountView;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** What is told of managed policies, the account's own and AWS's alike. */
final class PolicyQueries {

    private final AwsManagedPolicies aws;

    PolicyQueries(AwsManagedPolicies aws) {
        this.aws = aws;
    }

    Reply answer(AccountView account, PolicyQuery query) {
        return switch (query) {
            case GetPolicy get -> getPolicy(account, get);
            case ListPolicies list -> new PolicyList(account, aws).answer(list);
            case GetPolicyVersion get -> getPolicyVersion(account, get);
            case ListPolicyVersions list -> listPolicyVersions(account, list);
            case ListPolicyTags list -> listPolicyTags(account, list);
            case ListEntitiesForPolicy list -> listEntitiesForPolicy(account, list);
        };
    }

    Reply getPolicy(AccountView account, GetPolicy query) {
        AwsManagedPolicy managed = aws.byArn(query.policyArn());
        if (managed != null) {
            return found(new GetPolicyResult(shape(managed, count(account, managed.arn()), true)));
        }
        ManagedPolicy policy = account.policyByArn(query.policyArn());
        return policy == null
                ? missingPolicy(query.policyArn())
                : found(
                        new GetPolicyResult(
                                Shapes.policy(account.id(), policy, count(account, policy), true)));
    }

    /** Of AWS's policies only the default version is kept. */
    Reply getPolicyVersion(AccountView account, GetPolicyVersion query) {
        AwsManagedPolicy managed = aws.byArn(query.policyArn());
        if (managed != null) {
            return managed.versionId().equals(query.versionId())
                    ? found(new GetPolicyVersionResult(version(managed, true)))
                    : missingVersion(query);
        }
        ManagedPolicy policy = account.policyByArn(query.policyArn());
        if (policy == null) {
            return missingVersion(query);
        }
        for (ManagedPolicy.Version version : policy.versions()) {
            if (version.id().equals(query.versionId())) {
                return found(
                        new GetPolicyVersionResult(Shapes.policyVersion(policy, version, true)));
            }
        }
        return missingVersion(query);
    }

    private static Reply missingPolicy(String arn) {
        return missing(arn, NoSuchEntity.named(POLICY, arn));
    }

    private static Reply missingVersion(GetPolicyVersion query) {
        String arn = query.policyArn();
        return missing(arn, NoSuchEntity.policyVersion(arn, query.versionId()));
    }

    private static Reply missing(String arn, NoSuchEntity error) {
        return refused(Arn.ofPolicy(arn).isEmpty() ? InvalidInput.arn(arn) : error);
    }

    /** Newest first. */
    Reply listPolicyVersions(AccountView account, ListPolicyVersions query) {
        AwsManagedPolicy managed = aws.byArn(query.policyArn());
        ManagedPolicy policy = managed == null ? account.policyByArn(query.policyArn()) : null;
        List<PolicyVersion> versions;
        if (managed != null) {
            versions = List.of(version(managed, false));
        } else if (policy != null) {
            versions = new ArrayList<>();
            for (ManagedPolicy.Version version : policy.versions()) {
                versions.add(Shapes.policyVersion(policy, version, false));
            }
        } else {
            return missingPolicy(query.policyArn());
        }
        var page =
                Page.sorted(
                        versions, PolicyQueries::age, query.marker(), Page.size(query.maxItems()));
        return found(new ListPolicyVersionsResult(page.isTruncated(), page.marker(), page.items()));
    }

    /** A position that orders v12 before v9. */
    private static String age(PolicyVersion version) {
        String id = version.versionId();
        int number = id == null ? 0 : Integer.parseInt(id.substring(1));
        return "%010d".formatted(Integer.MAX_VALUE - number);
    }

    /** AWS's policies have no tags. */
    Reply listPolicyTags(AccountView account, ListPolicyTags query) {
        if (aws.byArn(query.policyArn()) != null) {
            return found(new ListPolicyTagsResult(false, null, List.of()));
        }
        ManagedPolicy policy = account.policyByArn(query.policyArn());
        if (policy == null) {
            return missingPolicy(query.policyArn());
        }
        var page = HeldLists.tags(policy, query.marker(), query.maxItems());
        return found(new ListPolicyTagsResult(page.isTruncated(), page.marker(), page.items()));
    }

    Reply listEntitiesForPolicy(AccountView account, ListEntitiesForPolicy query) {
        if (aws.byArn(query.policyArn()) != null) {
            return PolicyUses.answer(account, query.policyArn(), query);
        }
        ManagedPolicy policy = account.policyByArn(query.policyArn());
        return policy == null
                ? missing(query.policyArn(), NoSuchEntity.notAttachable(query.policyArn()))
                // As stored: the caller may have spelled it in other case.
                : PolicyUses.answer(account, policy.arn(account.id()).toString(), query);
    }

    static @Nullable PolicyCount count(AccountView account, ManagedPolicy policy) {
        return count(account, policy.arn(account.id()).toString());
    }

    static @Nullable PolicyCount count(AccountView account, String policyArn) {
        return account.find(Table.POLICY_COUNTS, policyArn);
    }

    /**
     * @param full false in lists: no description
     */
    static io.ostiary.contract.shape.Policy shape(
            AwsManagedPolicy policy, @Nullable PolicyCount count, boolean full) {
        return new io.ostiary.contract.shape.Policy(
                policy.arn(),
                count == null ? 0 : count.attachments(),
                policy.createdAt(),
                policy.versionId(),
                full ? policy.description() : null,
                policy.attachable(),
                policy.path(),
                count == null ? 0 : count.boundaries(),
                policy.id(),
                policy.name(),
                List.of(),
                policy.updatedAt());
    }

    static PolicyVersion version(AwsManagedPolicy policy, boolean withDocument) {
        return new PolicyVersion(
                policy.updatedAt(),
                withDocument ? policy.document() : null,
                true,
                policy.versionId());
    }
}
