package io.ostiary.engine.resource;

import io.ostiary.contract.event.ResourceEvent.ResourcePolicy;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.Arn;
import io.ostiary.contract.id.BucketName;
import io.ostiary.engine.fold.AccountSnapshot;
import io.ostiary.engine.fold.EngineSnapshot;
import io.ostiary.engine.principal.PolicyCompiler;
import io.ostiary.policy.evaluate.LabelledPolicy;
import io.ostiary.state.entity.BucketReservation;
import io.ostiary.state.entity.Resource;
import io.ostiary.state.entity.Table;

import org.jspecify.annotations.Nullable;

/**
 * From a resource's ARN to its owner, its policy and its tags. The owner is the account in the ARN;
 * of a bucket, and of what lies in it, the account that the registry gave the name to, once its own
 * history has the bucket too. One look-up in one account's table each: nothing is indexed beside.
 *
 * <p>Where the owner's history cannot be read, or the owner is closed, nobody is let in.
 */
public final class ResourceRegistry {

    private static final LabelledPolicy CLOSED =
            new LabelledPolicy("resource/not readable", PolicyCompiler.admitNobody());

    private final PolicyCompiler compiler;

    public ResourceRegistry(PolicyCompiler compiler) {
        this.compiler = compiler;
    }

    /**
     * @param snapshot by which all is judged
     * @return null when nobody is known to own it
     */
    public @Nullable RegisteredResource find(EngineSnapshot snapshot, Arn resource) {
        if (AccountId.isValid(resource.account())) {
            var owner = new AccountId(resource.account());
            return of(snapshot, owner, resource, true);
        }
        boolean inBucket =
                resource.service().equals("s3")
                        && resource.partition().equals(Arn.PARTITION)
                        && resource.region().isEmpty()
                        && resource.account().isEmpty();
        return inBucket ? inBucket(snapshot, resource.resource()) : null;
    }

    /** The bucket of this name; null when there is none. */
    public @Nullable RegisteredResource bucket(EngineSnapshot snapshot, String name) {
        return inBucket(snapshot, name);
    }

    /**
     * @param path a bucket's name, or that and an object's key
     */
    private @Nullable RegisteredResource inBucket(EngineSnapshot snapshot, String path) {
        int slash = path.indexOf('/');
        String bucket = slash < 0 ? path : path.substring(0, slash);
        AccountSnapshot registry = snapshot.account(AccountId.REGISTRY);
        BucketReservation held =
                registry == null || snapshot.isRefused(AccountId.REGISTRY)
                        ? null
                        : registry.state().find(Table.BUCKET_RESERVATIONS, bucket);
        if (held == null) {
            return null;
        }
        AccountSnapshot owner = snapshot.account(held.account());
        return owner == null || owner.state().find(Table.BUCKETS, bucket) == null
                ? null
                : of(snapshot, held.account(), BucketName.arn(bucket), slash < 0);
    }

    /**
     * @param arn under which policy and tags are kept
     * @param itself whether the tags are of what was asked for
     */
    private RegisteredResource of(
            EngineSnapshot snapshot, AccountId owner, Arn arn, boolean itself) {
        AccountSnapshot account = snapshot.account(owner);
        if (account == null) {
            return new RegisteredResource(owner, null, null);
        }
        if (snapshot.isRefused(owner) || !account.state().isOpen()) {
            return new RegisteredResource(owner, CLOSED, null);
        }
        Resource kept =
                account.state().count(Table.RESOURCES) == 0
                        ? null
                        : account.state().find(Table.RESOURCES, arn.toString());
        if (kept == null) {
            return new RegisteredResource(owner, null, null);
        }
        ResourcePolicy policy = kept.policy();
        return new RegisteredResource(
                owner,
                policy == null
                        ? null
                        : new LabelledPolicy("resource/" + arn, compiler.compile(policy)),
                itself ? kept.tags() : null);
    }
}
