package org.limn;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who may import whom: the flow goes one way, and what is special stays in its place. */
class ArchitectureTest {
    private static final JavaClasses LIMN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("org.limn");

    @Test
    void modulesImportOnlyWhatStandsBeforeThem() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("autodiff")
                .definedBy("org.limn.autodiff..")
                .layer("loader")
                .definedBy("org.limn.loader..")
                .layer("segmentation")
                .definedBy("org.limn.segmentation..")
                .layer("attribution")
                .definedBy("org.limn.attribution..")
                .layer("evaluation")
                .definedBy("org.limn.evaluation..")
                .layer("cli")
                .definedBy("org.limn.cli..")
                .whereLayer("autodiff")
                .mayNotAccessAnyLayer()
                .whereLayer("loader")
                .mayOnlyAccessLayers("autodiff")
                .whereLayer("segmentation")
                .mayOnlyAccessLayers("autodiff")
                .whereLayer("attribution")
                .mayOnlyAccessLayers("autodiff", "segmentation")
                .whereLayer("evaluation")
                .mayOnlyAccessLayers("autodiff", "loader", "segmentation", "attribution")
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .allowEmptyShould(true)
                .check(LIMN);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.limn.(**)").should().beFreeOfCycles().check(LIMN);
    }

    @Test
    void noTwoClassesShareASimpleName() {
        Map<String, List<String>> homes = LIMN.stream()
                .filter(c -> c.isTopLevelClass() && !c.getSimpleName().equals("package-info"))
                .collect(groupingBy(JavaClass::getSimpleName, mapping(JavaClass::getPackageName, toList())));
        homes.values().removeIf(packages -> packages.size() == 1);
        assertThat(homes).isEmpty();
    }

    @Test
    void autodiffFlowsFromTensorsToAudits() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("tensor")
                .definedBy("org.limn.autodiff.tensor")
                .layer("op")
                .definedBy("org.limn.autodiff.op")
                .layer("program")
                .definedBy("org.limn.autodiff.program")
                .layer("transform")
                .definedBy("org.limn.autodiff.transform")
                .layer("device")
                .definedBy("org.limn.autodiff.device..")
                .optionalLayer("audit")
                .definedBy("org.limn.autodiff.audit..")
                .whereLayer("tensor")
                .mayNotAccessAnyLayer()
                .whereLayer("op")
                .mayOnlyAccessLayers("tensor")
                .whereLayer("program")
                .mayOnlyAccessLayers("tensor", "op")
                .whereLayer("transform")
                .mayOnlyAccessLayers("tensor", "op", "program")
                .whereLayer("device")
                .mayOnlyAccessLayers("tensor", "op", "program", "transform")
                .whereLayer("audit")
                .mayNotBeAccessedByAnyLayer()
                .check(LIMN);
    }

    @Test
    void theVectorApiStaysInTheCpuDevice() {
        only("org.limn.autodiff.device.cpu..", "jdk.incubator.vector..");
    }

    @Test
    void aparapiStaysInTheGpuDevice() {
        only("org.limn.autodiff.device.gpu..", "com.aparapi..");
    }

    @Test
    void picturesAreDecodedByTheLoaderEncodedForTheirInformationAndDrawnByTheCli() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.limn.loader.image..", "org.limn.evaluation.pic..", "org.limn.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javax.imageio..", "java.awt..", "com.twelvemonkeys..")
                .check(LIMN);
    }

    @Test
    void picocliStaysInTheCli() {
        only("org.limn.cli..", "picocli..");
    }

    @Test
    void reportsKnowNoCommandAndNoOption() {
        noClasses()
                .that()
                .resideInAPackage("org.limn.cli.report..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "picocli..",
                        "org.limn.cli",
                        "org.limn.cli.command..",
                        "org.limn.cli.option..",
                        "org.limn.cli.bench..")
                .check(LIMN);
    }

    @Test
    void onnxFilesAreReadInOnePlace() {
        only("org.limn.loader.onnx..", "com.google.protobuf..");
    }

    @Test
    void librariesPrintNothing() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.limn.cli..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(LIMN);
    }

    private static void only(String home, String guest) {
        noClasses()
                .that()
                .resideOutsideOfPackage(home)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(guest)
                .check(LIMN);
    }
}
