package org.limn.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.limn.attribution.Channels;
import org.limn.attribution.Explanation;
import org.limn.attribution.settings.Settings;
import org.limn.autodiff.tensor.Npy;
import org.limn.cli.option.Output;
import org.limn.cli.option.OutputFolder;
import org.limn.cli.report.HeatMap;
import org.limn.cli.report.Plate;
import org.limn.loader.image.Image;

/** The files of explanations, four each, called {@code photo.method.kind}; two where the map is not worth a picture. */
record ExplanationFiles(OutputFolder folder, Channels channels) {
    /** The names of the files of one explanation, all in one folder; a map that is degenerate has no pictures. */
    record Written(@Nullable String heatMap, @Nullable String overlay, String attribution, String record) {}

    Written write(Path photo, Image seen, Explanation explanation) throws IOException {
        String name = folder.name(photo, Settings.name(explanation.method()));
        String picture = name + ".png", overlay = name + ".overlay.png", attribution = name + ".npy";
        folder.write(attribution, part -> Npy.write(part, explanation.attribution()));
        if (explanation.isDegenerate()) {
            folder.remove(picture); // an earlier run's would be taken for this one's
            folder.remove(overlay);
            return new Written(null, null, attribution, name + ".json");
        }
        HeatMap map = HeatMap.of(explanation.heatmap(channels));
        folder.writePng(picture, Plate.of(map.picture(), map));
        folder.writePng(overlay, Plate.of(map.overlay(seen), map));
        return new Written(picture, overlay, attribution, name + ".json");
    }

    /** Writes how an explanation was made: last, so that where this file is the others are. */
    void writeJson(Explained explained) throws IOException {
        folder.writeText(explained.files().record(), Output.json(explained) + "\n");
    }
}
