package org.limn.loader.onnx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.limn.autodiff.SettingException;
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
        } catch (NumberFormatException | SettingException e) {
            return Optional.empty();
        }
    }

    /** Names of classes and the key they are under. */
    record Names(String key, Labels labels) {}

    /** The names of classes that the file holds: a list, or a map from number to name, in JSON, YAML or as Python prints it. */
    Optional<Names> names() {
        return NAMES.stream()
                .filter(key -> !get(key).isEmpty())
                .map(key -> new Names(key, labels(key)))
                .filter(found -> !found.labels().names().isEmpty())
                .findFirst();
    }

    /** A note of such a name that is no list of classes is somebody's own: no names. */
    private Labels labels(String key) {
        try {
            return labels(Yaml.parse(get(key), "metadata '" + key + "'"));
        } catch (YamlException | SettingException e) {
            return Labels.NONE;
        }
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
