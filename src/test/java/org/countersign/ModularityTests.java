package org.countersign;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.modulith.core.ApplicationModules;

/** What may depend on what, and how things are called. */
class ModularityTests {

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("org.countersign");

    private static final Set<String> CLOCKS = Set.of("java.time.Instant.now", "java.time.LocalDate.now", "java.time.LocalDateTime.now",
            "java.time.LocalTime.now", "java.time.OffsetDateTime.now", "java.time.ZonedDateTime.now", "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone", "java.time.Clock.system", "java.lang.System.currentTimeMillis", "java.util.Date.<init>");

    @Test
    void modulesUseEachOtherByTheirPublicFacesAndNotInCircles() {
        ApplicationModules.of(Countersign.class).verify();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "people        |",
        "institution   |",
        "answers       |",
        "notices       | people institution",
        "registers     | people institution",
        "records       | people institution notices",
        "holds         | records registers notices people institution",
        "engine        | answers people institution notices",
        "casefile      | engine answers records people institution",
        "groupapproval | casefile engine answers records registers notices people institution",
"grouplife | casefile engine answers records registers holds notices people institution",
        "breachescalation | casefile engine answers records registers holds notices people institution",
        "recorddisposal | casefile engine answers records registers holds notices people institution",
        "concernintake | casefile engine answers records notices people institution",
        "protecteddisclosure | casefile engine answers records notices people institution",
        "postremoval | casefile engine answers records registers notices people institution",
        "disciplinaryreferral | casefile engine answers records notices people institution",
        "appapproval | casefile engine answers records registers notices people institution",
        "conversationtransfer | casefile engine answers records registers notices people institution"})
    void aModuleKnowsNoOthersThanThese(String module, String others) {
        String[] allowed = Stream.concat(Stream.of(module), Arrays.stream(others == null ? new String[0] : others.split(" ")))
                .map(name -> "org.countersign." + name + "..").toArray(String[]::new);
        classes().that(resideInAPackage("org.countersign." + module + ".."))
                .should().onlyDependOnClassesThat(resideOutsideOfPackage("org.countersign..").or(resideInAnyPackage(allowed))
                        .or(resideInAPackage("org.countersign")))
                .check(OURS);
    }

    @Test
    void nothingKnowsThePages() {
        noClasses().that(resideOutsideOfPackage("org.countersign.web.."))
                .should().dependOnClassesThat(resideInAPackage("org.countersign.web..")).check(OURS);
    }

    @Test
    void onlyTheEngineModuleAndTheFlowsTasksKnowCamunda() {
        noClasses().that(resideOutsideOfPackage("org.countersign.engine.."))
                .and(DescribedPredicate.not(describe("are a flow's tasks", (JavaClass one) -> one.getName().replaceAll("\\$.*", "").endsWith("Tasks"))))
                .should().dependOnClassesThat(resideInAPackage("org.camunda..")).check(OURS);
    }

    @Test
    void onlyThoseWhoMakeAndReadPdfFilesKnowHow() {
        noClasses().that(DescribedPredicate.not(resideInAnyPackage("org.countersign.records.render..", "org.countersign.records.sign..",
                        "org.countersign.records.verify..")))
                .should().dependOnClassesThat(resideInAPackage("com.itextpdf..")).check(OURS);
    }

    @Test
    void thereIsOneClock() {
        noClasses().that(describe("are neither the clock nor a command that runs without an engine",
                        (JavaClass one) -> !Set.of("EngineClock", "VerifyLedger", "RotateKeys").contains(one.getSimpleName())))
                .should().callCodeUnitWhere(describe("it tells the machine's time", (JavaCall<?> call) ->
                        call.getTarget().getParameterTypes().isEmpty() && CLOCKS.contains(call.getTargetOwner().getName() + "." + call.getName())))
                .check(OURS);
    }

    @Test
    void thingsAreCalledWhatTheyAre() {
        noClasses().should().haveNameMatching(".*(Impl|Manager|Helper|Utils?|Dto|DTO|Constants)").check(OURS);
    }

    @Test
    void everyPackageSaysInASentenceWhatItIsAndWhereNullIsAllowed() {
        assertThat(packagesOf(OURS.getPackage("org.countersign")).filter(one -> !one.getClasses().isEmpty())
                .filter(one -> one.tryGetPackageInfo().filter(info -> info.isAnnotatedWith(NullMarked.class)).isEmpty())
                .map(JavaPackage::getName)).isEmpty();
    }

    private static Stream<JavaPackage> packagesOf(JavaPackage top) {
        return Stream.concat(Stream.of(top), top.getSubpackagesInTree().stream());
    }
}
