package org.limn.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.limn.attribution.Channels;
import org.limn.attribution.Explanation;
import org.limn.autodiff.tensor.Npy;
import org.limn.cli.report.HeatMap;
import org.limn.cli.report.Plate;
import org.limn.cli.settings.Settings;
import org.limn.loader.image.Image;

/** The files of explanations, four each, called {@code photo.method.kind}. */
record ExplanationFiles(OutputFolder folder, Channels channels) {
    /** The names of the files of one explanation, all in one folder. */
    record Written(String heatMap, String overlay, String attribution, String record) {}

    Written write(Path photo, Image seen, Explanation explanation) throws IOException {
        String name = folder.name(photo, Settings.name(explanation.method()));
        Written files = new Written(name + ".png", name + ".overlay.png", name + ".npy", name + ".json");
        HeatMap map = HeatMap.of(explanation.heatmap(channels));
        folder.writePng(files.heatMap(), Plate.of(map.picture(), map));
        folder.writePng(files.overlay(), Plate.of(map.overlay(seen), map));
        folder.write(files.attribution(), part -> Npy.write(part, explanation.attribution()));
        return files;
    }

    /** Writes how an explanation was made: last, so that where this file is the others are. */
    void writeJson(Explained explained) throws IOException {
        folder.writeText(explained.files().record(), Output.JSON.toJson(explained) + "\n");
    }
}
