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
    /** Where the files of one explanation are. */
    record Written(String heatMap, String overlay, String attribution, String record) {}

    Written write(Path photo, Image seen, Explanation explanation) throws IOException {
        String name = folder.name(photo, Settings.name(explanation.method()));
        HeatMap map = HeatMap.of(explanation.heatmap(channels));
        return new Written(
                folder.writePng(name + ".png", Plate.of(map.picture(), map)).toString(),
                folder.writePng(name + ".overlay.png", Plate.of(map.overlay(seen), map))
                        .toString(),
                folder.write(name + ".npy", part -> Npy.write(part, explanation.attribution()))
                        .toString(),
                folder.path(name + ".json").toString());
    }

    /** Writes how an explanation was made: last, so that where this file is the others are. */
    void writeJson(Explained explained) throws IOException {
        String name = Path.of(explained.files().record()).getFileName().toString();
        folder.writeText(name, Output.JSON.toJson(explained) + "\n");
    }
}
