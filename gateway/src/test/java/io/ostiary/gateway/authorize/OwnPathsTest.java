package io.ostiary.gateway.authorize;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.id.BucketName;
import io.ostiary.gateway.model.HttpBinding.Segment;
import io.ostiary.gateway.model.Protocol;
import io.ostiary.gateway.model.ServiceCatalog;

import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A bucket is called by its name as the first segment of a path, so ours are none of theirs. */
final class OwnPathsTest {

    @Test
    void theFirstSegmentOfNoPathOfOursIsABucketsName() {
        Set<String> ours = new HashSet<>();
        for (Route route : Route.values()) {
            ours.add(route.path().split("/")[1]);
        }
        for (Protocol protocol : List.of(Protocol.REST_JSON, Protocol.REST_XML)) {
            for (var operation : ServiceCatalog.load().restOperations(protocol)) {
                operation.http().path().stream()
                        .limit(1)
                        .filter(segment -> !segment.isLabel())
                        .map(Segment::text)
                        .forEach(ours::add);
            }
        }
        assertTrue(ours.containsAll(Set.of("v1", "access", "policy")), ours.toString());
        for (String segment : ours) {
            assertFalse(BucketName.isValid(segment), segment);
        }
    }
}
