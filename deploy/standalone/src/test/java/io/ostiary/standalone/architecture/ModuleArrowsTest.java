package io.ostiary.standalone.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import static io.ostiary.standalone.architecture.HouseClasses.BROKER;
import static io.ostiary.standalone.architecture.HouseClasses.CLASSES;
import static io.ostiary.standalone.architecture.HouseClasses.CONTRACT;
import static io.ostiary.standalone.architecture.HouseClasses.ENGINE;
import static io.ostiary.standalone.architecture.HouseClasses.GATEWAY;
import static io.ostiary.standalone.architecture.HouseClasses.LOG;
import static io.ostiary.standalone.architecture.HouseClasses.POLICY;
import static io.ostiary.standalone.architecture.HouseClasses.PROJECTION;
import static io.ostiary.standalone.architecture.HouseClasses.SEALING;
import static io.ostiary.standalone.architecture.HouseClasses.STATE;
import static io.ostiary.standalone.architecture.HouseClasses.WRITER;
import static io.ostiary.standalone.architecture.HouseClasses.allBut;

import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which module may know which: arrows point one way. */
final class ModuleArrowsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                CONTRACT,
                SEALING,
                LOG,
                STATE,
                WRITER,
                POLICY,
                ENGINE,
                PROJECTION,
                GATEWAY,
                BROKER
            })
    void theRulesSeeEveryModule(String module) {
        var prefix = module.substring(0, module.length() - 1);
        assertFalse(
                CLASSES.stream().noneMatch(type -> type.getName().startsWith(prefix)),
                "no class of " + module + " was read: the rules below would hold for nothing");
    }

    @Test
    void theContractDependsOnNothingOfOurs() {
        arrows(CONTRACT, "both sides of every wire share it: put what it needs into it");
    }

    @Test
    void theBrokerDependsOnNothingOfOurs() {
        arrows(BROKER, "it is Kafka in a process; topics and rights are the log's business");
    }

    @Test
    void sealingKnowsTheContract() {
        arrows(SEALING, "a seal does not know what is sealed: hand it bytes", CONTRACT);
    }

    @Test
    void theLogKnowsTheContract() {
        arrows(LOG, "it carries records and interprets none: give it a sink", CONTRACT);
    }

    @Test
    void stateKnowsTheContract() {
        arrows(STATE, "it is pure: sinks store its changes, each as it likes", CONTRACT);
    }

    @Test
    void thePolicyLanguageKnowsTheContract() {
        arrows(POLICY, "it evaluates what it is given: put facts into the request", CONTRACT);
    }

    @Test
    void theWriterKnowsTheSharedModulesAndThePolicyLanguage() {
        arrows(
                WRITER,
                "only topics lead to the readers: emit an event",
                CONTRACT,
                STATE,
                SEALING,
                LOG,
                POLICY);
    }

    @Test
    void theEngineKnowsTheSharedModulesAndThePolicyLanguage() {
        arrows(
                ENGINE,
                "it folds the log itself: nothing is asked of another service",
                CONTRACT,
                STATE,
                SEALING,
                LOG,
                POLICY);
    }

    @Test
    void theProjectionKnowsTheSharedModules() {
        arrows(
                PROJECTION,
                "it stores and lists, it judges nothing: policies belong to the engine",
                CONTRACT,
                STATE,
                SEALING,
                LOG);
    }

    @Test
    void theGatewayKnowsNeitherStateNorThePolicyLanguage() {
        arrows(
                GATEWAY,
                "it holds no facts: ask the engine or the projection through contract/port",
                CONTRACT,
                SEALING,
                LOG);
    }

    private static void arrows(String module, String because, String... to) {
        var allowed = new String[to.length + 1];
        System.arraycopy(to, 0, allowed, 0, to.length);
        allowed[to.length] = module;
        noClasses()
                .that()
                .resideInAPackage(module)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(allBut(allowed))
                .because(because)
                .check(CLASSES);
    }
}
