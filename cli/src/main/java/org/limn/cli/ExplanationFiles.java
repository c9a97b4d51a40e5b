package org.limn.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Set;
import org.limn.attribution.Channels;
import org.limn.attribution.Explanation;
import org.limn.autodiff.tensor.Npy;
import org.limn.cli.report.HeatMap;
import org.limn.cli.report.Plate;
import org.limn.cli.report.PngFile;
import org.limn.cli.settings.Settings;
import org.limn.loader.image.Image;

/** Where explanations are kept: a folder with files called {@code photo.method.kind}, each whole or not there. */
final class ExplanationFiles {
    private final Path folder;
    private final Channels channels;
    private final Set<String> taken = new HashSet<>();

    ExplanationFiles(Path folder, Channels channels) {
        this.folder = folder;
        this.channels = channels;
    }

    /** The files of one explanation, as paths. */
    record Written(String heatMap, String overlay, String attribution, String record) {}

    Written write(Path photo, Image seen, Explanation explanation) throws IOException {
        makeFolder();
        String name = free(stem(photo) + "." + Settings.name(explanation.method()));
        HeatMap map = HeatMap.of(explanation.heatmap(channels));
        Path heatMap = folder.resolve(name + ".png");
        Path overlay = folder.resolve(name + ".overlay.png");
        Path attribution = folder.resolve(name + ".npy");
        PngFile.write(heatMap, Plate.of(map.picture(), map));
        PngFile.write(overlay, Plate.of(map.overlay(seen), map));
        Path part = folder.resolve(name + ".npy.part");
        Npy.write(part, explanation.attribution());
        Files.move(part, attribution, StandardCopyOption.REPLACE_EXISTING);
        return new Written(
                heatMap.toString(),
                overlay.toString(),
                attribution.toString(),
                folder.resolve(name + ".json").toString());
    }

    /** Writes how an explanation was made: last, so that where this file is the others are. */
    void writeJson(Explained explained) throws IOException {
        Path file = Path.of(explained.files().record());
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(part, Output.JSON.toJson(explained) + "\n");
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private void makeFolder() throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new FailureException("--output " + folder + ": a folder is needed, this is a file");
        }
        Files.createDirectories(folder);
    }

    /** The name, with a number after it if an explanation of this run has it already. */
    private String free(String name) {
        String free = name;
        for (int k = 2; !taken.add(free); k++) {
            free = name + "-" + k;
        }
        return free;
    }

    private static String stem(Path photo) {
        return photo.getFileName().toString().replaceFirst("\\.[^.]+$", "");
    }
}
