package io.ostiary.projection.query;

import static io.ostiary.projection.History.START;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.ostiary.contract.event.ServerCertificateEvent.ServerCertificateDeleted;
import io.ostiary.contract.event.ServerCertificateEvent.ServerCertificateRenamed;
import io.ostiary.contract.query.Query;
import io.ostiary.contract.query.ServerCertificateQuery.GetServerCertificate;
import io.ostiary.contract.query.ServerCertificateQuery.ListServerCertificateTags;
import io.ostiary.contract.query.ServerCertificateQuery.ListServerCertificates;
import io.ostiary.contract.result.ServerCertificateResult.GetServerCertificateResult;
import io.ostiary.contract.result.ServerCertificateResult.ListServerCertificateTagsResult;
import io.ostiary.contract.result.ServerCertificateResult.ListServerCertificatesResult;
import io.ostiary.contract.shape.ServerCertificate;
import io.ostiary.contract.shape.ServerCertificateMetadata;
import io.ostiary.contract.shape.Tag;
import io.ostiary.projection.History;
import io.ostiary.projection.House;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

/** What is told of server certificates. */
final class ServerCertificateQueriesTest {

    private final History history =
            History.opened("111111111111")
                    .certificate("Shop", "/cloudfront/")
                    .certificate("api", "/")
                    .certificate("Blog", "/cloudfront/test/")
                    .tag(History.certificateRef("Shop"), "b", "2")
                    .tag(History.certificateRef("Shop"), "a", "1");
    private final House house;

    ServerCertificateQueriesTest(@TempDir Path directory) {
        house = House.of(directory, history);
    }

    @AfterEach
    void close() {
        house.close();
    }

    private List<String> names(ListServerCertificates query) {
        return list(query).serverCertificateMetadataList().stream()
                .map(ServerCertificateMetadata::serverCertificateName)
                .toList();
    }

    private ListServerCertificatesResult list(ListServerCertificates query) {
        return house.found(ListServerCertificatesResult.class, history, query);
    }

    @Test
    void oneIsToldWithBodyAndTagsAndWithoutItsKey() {
        ServerCertificate told =
                house.found(
                                GetServerCertificateResult.class,
                                history,
                                new GetServerCertificate("SHOP"))
                        .serverCertificate();
        assertEquals(
                new ServerCertificate(
                        "body of Shop",
                        null,
                        new ServerCertificateMetadata(
                                "arn:aws:iam::111111111111:server-certificate/cloudfront/Shop",
                                START.plusSeconds(1_000_000),
                                "/cloudfront/",
                                "ASCAShop",
                                "Shop",
                                START.plusSeconds(1)),
                        List.of(new Tag("b", "2"), new Tag("a", "1"))),
                told);
        assertFalse(told.toString().contains("key of"), told.toString());
    }

    @Test
    void aListIsInTheOrderOfNamesByPathAndInPages() {
        assertEquals(
                List.of("api", "Blog", "Shop"),
                names(new ListServerCertificates(null, null, null)));
        assertEquals(
                List.of("Blog", "Shop"),
                names(new ListServerCertificates(null, null, "/cloudfront/")));
        var first = list(new ListServerCertificates(null, 2, null));
        assertEquals(true, first.isTruncated());
        assertEquals(List.of("Shop"), names(new ListServerCertificates(first.marker(), 2, null)));
    }

    @Test
    void tagsComeByKeyInPages() {
        var page =
                house.found(
                        ListServerCertificateTagsResult.class,
                        history,
                        new ListServerCertificateTags(null, 1, "shop"));
        assertEquals(List.of(new Tag("a", "1")), page.tags());
        assertEquals(
                List.of(new Tag("b", "2")),
                house.found(
                                ListServerCertificateTagsResult.class,
                                history,
                                new ListServerCertificateTags(page.marker(), 1, "shop"))
                        .tags());
    }

    @Test
    void oneIsFoundUnderItsNewNameAndNotAfterItIsDeleted() {
        house.fold(history.add(new ServerCertificateRenamed("ASCAShop", "Store", "/")));
        assertEquals(
                List.of("api", "Blog", "Store"),
                names(new ListServerCertificates(null, null, null)));
        missing("Shop", new GetServerCertificate("Shop"));
        house.fold(history.add(new ServerCertificateDeleted("ASCAShop")));
        missing("Store", new GetServerCertificate("Store"));
        missing("Store", new ListServerCertificateTags(null, null, "Store"));
    }

    private void missing(String name, Query query) {
        var error = house.refused(House.root(history), query);
        assertEquals("NoSuchEntity", error.code());
        assertEquals(
                "The Server Certificate with name " + name + " cannot be found.", error.message());
    }
}
