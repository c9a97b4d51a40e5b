package org.limn;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.limn.attribution.Explainer;
import org.limn.attribution.region.Xrai;
import org.limn.attribution.settings.Settings;
import org.limn.segmentation.Quickshift;

/**
 * What implements an interface that has a file in {@code META-INF/services} is listed there, so that users can name it. A new kind of
 * thing is included as soon as it has its file.
 */
class RegistrationTest {
    private static final Path ROOT = Path.of(System.getProperty("limn.root", ".."));
    private static final JavaClasses LIMN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("org.limn");

    /** What text cannot name: IDGI takes the path of a method that is not IDGI; a replacement holds pictures. */
    private static final Set<String> UNNAMED = Set.of(
            "org.limn.attribution.gradient.PathMethod < org.limn.attribution.gradient.Idgi",
            "org.limn.attribution.perturbation.Perturber < org.limn.attribution.perturbation.Replacement");

    static List<Path> serviceFiles() throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.map(module -> module.resolve("src/main/resources/META-INF/services"))
                    .filter(Files::isDirectory)
                    .flatMap(RegistrationTest::inside)
                    .filter(file -> file.getFileName().toString().startsWith("org.limn."))
                    .sorted()
                    .toList();
        }
    }

    private static Stream<Path> inside(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void methodsSegmentersAndSmoothingsHaveTheirFiles() throws IOException {
        assertThat(serviceFiles())
                .extracting(file -> file.getFileName().toString())
                .contains(
                        "org.limn.attribution.Explainer",
                        "org.limn.attribution.gradient.PathMethod",
                        "org.limn.segmentation.Segmenter",
                        "org.limn.segmentation.RegionProposals",
                        "org.limn.segmentation.smoothing.Smoothing");
    }

    @ParameterizedTest
    @MethodSource("serviceFiles")
    void whatCanBeNamedIsRegistered(Path file) throws IOException {
        List<String> listed = Files.readAllLines(file).stream()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
        List<String> compiled = LIMN.stream()
                .filter(c -> c.isAssignableTo(file.getFileName().toString()) && isConcrete(c))
                .map(JavaClass::getName)
                .filter(name -> !UNNAMED.contains(file.getFileName() + " < " + name))
                .toList();
        assertThat(listed)
                .as("lines of " + ROOT.relativize(file) + ", against the classes that implement the interface")
                .containsExactlyInAnyOrderElementsOf(compiled);
    }

    private static boolean isConcrete(JavaClass c) {
        return !c.isInterface() && !c.getModifiers().contains(JavaModifier.ABSTRACT) && !c.isAnonymousClass();
    }

    @Test
    void everySegmenterGivesXraiItsRegions() {
        Xrai xrai = (Xrai) Settings.parse(Explainer.class, "xrai:segments=(quickshift)");
        assertThat(xrai.segments()).isEqualTo(new Quickshift());
    }
}
