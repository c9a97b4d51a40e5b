package org.limn.loader.onnx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.limn.loader.Extent;
import org.limn.loader.Labels;
import org.limn.loader.onnx.proto.StringStringEntryProto;
import org.limn.loader.yaml.Yaml;
import org.limn.loader.yaml.YamlException;

/**
 * What exporters note in a file's {@code metadata_props} that matters here: the image properties that ONNX defines
 * (https://onnx.ai/onnx/repo-docs/MetadataProps.html), and names of classes and the size of images as Ultralytics and others
 * write them.
 */
record Metadata(Map<String, String> entries) {
    private static final List<String> NAMES = List.of("names", "labels", "classes", "class_names", "id2label");
    private static final Pattern SIZE = Pattern.compile("\\[?\\s*(\\d{1,5})(?:\\s*,\\s*(\\d{1,5}))?\\s*]?");

    static Metadata of(OnnxGraph graph) {
        Map<String, String> entries = new HashMap<>();
        for (StringStringEntryProto e : graph.file().model().getMetadataPropsList()) {
            entries.putIfAbsent(e.getKey(), e.getValue());
        }
        return new Metadata(entries);
    }

    /** An entry, or nothing. */
    String get(String key) {
        return entries.getOrDefault(key, "");
    }

    /** The size of images, {@code imgsz}: a number, or height and width in brackets. */
    Optional<Extent> extent() {
        Matcher m = SIZE.matcher(get("imgsz"));
        if (!m.matches()) {
            return Optional.empty();
        }
        try {
            int height = Integer.parseInt(m.group(1));
            return Optional.of(new Extent(height, m.group(2) == null ? height : Integer.parseInt(m.group(2))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Names of classes and the key they are under. */
    record Names(String key, Labels labels) {}

    /** The names of classes that the file holds: a list, or a map from number to name, in JSON, YAML or as Python prints it. */
    Optional<Names> names() {
        for (String key : NAMES) {
            if (!get(key).isEmpty()) {
                try {
                    Labels labels = labels(Yaml.parse(get(key), "metadata '" + key + "'"));
                    if (!labels.names().isEmpty()) {
                        return Optional.of(new Names(key, labels));
                    }
                } catch (YamlException | IllegalArgumentException e) {
                    continue; // a note of this name that is no list of classes is somebody's own
                }
            }
        }
        return Optional.empty();
    }

    private static Labels labels(Yaml yaml) throws YamlException {
        if (yaml.isList()) {
            return Labels.of(yaml.texts());
        }
        SortedMap<Integer, String> names = new TreeMap<>();
        for (Map.Entry<String, Yaml> e : yaml.map().entrySet()) {
            names.put(Integer.valueOf(e.getKey()), e.getValue().text());
        }
        return new Labels(names);
    }
}
