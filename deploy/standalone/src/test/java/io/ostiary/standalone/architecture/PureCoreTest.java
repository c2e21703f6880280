package io.ostiary.standalone.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import static io.ostiary.standalone.architecture.HouseClasses.CLASSES;
import static io.ostiary.standalone.architecture.HouseClasses.CONTRACT;
import static io.ostiary.standalone.architecture.HouseClasses.LOOP;
import static io.ostiary.standalone.architecture.HouseClasses.POLICY;
import static io.ostiary.standalone.architecture.HouseClasses.STATE;
import static io.ostiary.standalone.architecture.HouseClasses.WRITER;

import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;

import org.junit.jupiter.api.Test;

import java.util.UUID;

/** Pure inside, effects at the rim: values in, values out. */
final class PureCoreTest {
    @Test
    void coresSeeNoInfrastructure() {
        cores().should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.kafka..",
                        "org.rocksdb..",
                        "io.vertx..",
                        "io.netty..",
                        "java.net..",
                        "java.nio.file..",
                        "java.nio.channels..",
                        "java.sql..")
                .because("a core is tested in memory: let the rim read, and hand it values")
                .check(CLASSES);
    }

    @Test
    void coresSeeNoFiles() {
        cores().should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.io\\.(File|FileReader|FileInput.*|FileOutput.*|Random.*)")
                .because("a core gets what it needs as a value, or as a resource of its own jar")
                .check(CLASSES);
    }

    @Test
    void coresReadNoClock() {
        cores().should()
                .callMethodWhere(
                        target(nameMatching("now|currentTimeMillis|nanoTime|systemUTC|system.*"))
                                .and(
                                        target(
                                                owner(
                                                        nameMatching(
                                                                "java\\.(time\\..*|lang\\.System)")))))
                .because("a command has one time, in its effects; a replay must see the same one")
                .check(CLASSES);
    }

    @Test
    void coresDrawNoRandomValues() {
        cores().should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.(util\\.(Random|SplittableRandom|concurrent\\.ThreadLocalRandom)"
                                + "|security\\.SecureRandom|util\\.random\\..*)")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callMethod(Math.class, "random")
                .because("ids and secrets come from the effects, and are carried in the event")
                .check(CLASSES);
    }

    @Test
    void coresStartNoThreadAndTakeNoLock() {
        cores().should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.lang\\.Thread"
                                + "|java\\.util\\.concurrent\\.(Exec.*|ForkJoin.*|Completable.*"
                                + "|Scheduled.*|CountDownLatch|Semaphore|locks\\..*)")
                .because("one thread folds and decides; concurrency belongs to the rim")
                .check(CLASSES);
    }

    @Test
    void coresDoNotLog() {
        cores().should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.slf4j..",
                        "ch.qos.logback..",
                        "java.util.logging..",
                        "org.apache.logging..")
                .because("a core returns values; the rim logs a change of condition, once")
                .check(CLASSES);
    }

    private static GivenClassesConjunction cores() {
        return noClasses()
                .that()
                .resideInAnyPackage(CONTRACT, STATE, POLICY, WRITER)
                .and()
                .resideOutsideOfPackage(LOOP);
    }
}
