package io.ostiary.standalone.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import java.util.stream.Stream;

/** Every class that Ostiary ships, read once for all rules, and the names of its modules. */
final class HouseClasses {
    static final String CONTRACT = "io.ostiary.contract..";
    static final String SEALING = "io.ostiary.sealing..";
    static final String LOG = "io.ostiary.log..";
    static final String STATE = "io.ostiary.state..";
    static final String WRITER = "io.ostiary.writer..";
    static final String POLICY = "io.ostiary.policy..";
    static final String ENGINE = "io.ostiary.engine..";
    static final String PROJECTION = "io.ostiary.projection..";
    static final String GATEWAY = "io.ostiary.gateway..";
    static final String BROKER = "io.ostiary.broker..";
    static final String STANDALONE = "io.ostiary.standalone..";

    /** The only package of the writer that is not pure. */
    static final String LOOP = "io.ostiary.writer.loop..";

    static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .withImportOption(location -> !location.contains("testkit"))
                    .withImportOption(location -> !location.contains("-tests.jar"))
                    .importPackages("io.ostiary");

    private HouseClasses() {}

    /** All modules but these. */
    static String[] allBut(String... allowed) {
        return Stream.of(
                        CONTRACT,
                        SEALING,
                        LOG,
                        STATE,
                        WRITER,
                        POLICY,
                        ENGINE,
                        PROJECTION,
                        GATEWAY,
                        BROKER,
                        STANDALONE)
                .filter(module -> Stream.of(allowed).noneMatch(module::equals))
                .toArray(String[]::new);
    }
}
