package io.ostiary.state.apply;

import io.ostiary.contract.event.ResourceEvent;
import io.ostiary.contract.event.ResourceEvent.BucketCreated;
import io.ostiary.contract.event.ResourceEvent.BucketDeleted;
import io.ostiary.contract.event.ResourceEvent.ResourcePolicyRemoved;
import io.ostiary.contract.event.ResourceEvent.ResourcePolicySet;
import io.ostiary.contract.event.ResourceEvent.ResourceTagsSet;
import io.ostiary.contract.id.BucketName;
import io.ostiary.state.entity.Bucket;
import io.ostiary.state.entity.Resource;
import io.ostiary.state.entity.Table;
import io.ostiary.state.view.AccountView;
import io.ostiary.state.view.Changes;
import io.ostiary.state.view.Defect;

final class ResourceApplier {

    private ResourceApplier() {}

    static Changes changes(AccountView view, ResourceEvent event) {
        return switch (event) {
            case BucketCreated created ->
                    Changes.none()
                            .put(
                                    new Bucket(
                                            created.bucket(),
                                            created.region(),
                                            created.revision(),
                                            created.at()));
            case BucketDeleted deleted -> {
                if (view.find(Table.BUCKETS, deleted.bucket()) == null) {
                    throw new Defect("no bucket " + deleted.bucket());
                }
                yield Changes.none()
                        .delete(Table.BUCKETS, deleted.bucket())
                        .delete(
                                Table.RESOURCES, BucketName.arn(deleted.bucket()).toString());
            }
            case ResourcePolicySet set -> kept(view.resource(set.arn()).with(set.policy()));
            case ResourcePolicyRemoved removed -> kept(view.resource(removed.arn()).with(null));
            case ResourceTagsSet set -> kept(view.resource(set.arn()).withTags(set.tags()));
        };
    }

    private static Changes kept(Resource resource) {
        return resource.isEmpty()
                ? Changes.none().delete(resource)
                : Changes.none().put(resource);
    }
}
