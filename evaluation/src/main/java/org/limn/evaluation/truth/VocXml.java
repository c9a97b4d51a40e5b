package org.limn.evaluation.truth;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The boxes of one photo as PASCAL VOC and ImageNet write them: {@code annotation/object} with {@code name} and {@code
 * bndbox/xmin, ymin, xmax, ymax}, pixels counted from 1, the last one inside. A {@code part} of an object is left out.
 *
 * <p>Everingham et al., "The PASCAL visual object classes challenge 2007 development kit", 2007.
 */
final class VocXml {
    private static final Set<String> SIDES = Set.of("xmin", "ymin", "xmax", "ymax");

    private VocXml() {}

    static List<Annotation> read(Path file) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try (InputStream in = Files.newInputStream(file)) {
            return objects(file, factory.createXMLStreamReader(in));
        } catch (XMLStreamException e) {
            String what = String.valueOf(e.getMessage()).replaceFirst("(?s)^ParseError at .*?Message: ", "");
            throw e.getLocation() == null
                    ? Fault.in(file, "not XML: " + what)
                    : Fault.in(
                            file,
                            e.getLocation().getLineNumber(),
                            e.getLocation().getColumnNumber(),
                            "not XML: " + what);
        }
    }

    private static List<Annotation> objects(Path file, XMLStreamReader xml) throws IOException, XMLStreamException {
        List<Annotation> found = new ArrayList<>();
        List<String> path = new ArrayList<>();
        Map<String, Double> sides = new HashMap<>();
        StringBuilder text = new StringBuilder();
        String name = "";
        int line = 0, column = 0;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamReader.START_ELEMENT) {
                path.add(xml.getLocalName());
                text.setLength(0);
                if (path.size() == 1 && !path.get(0).equals("annotation")) {
                    throw fault(file, xml, "expected <annotation>, got <" + path.get(0) + ">");
                }
                if (String.join("/", path).equals("annotation/object")) {
                    sides.clear();
                    name = "";
                    line = xml.getLocation().getLineNumber();
                    column = xml.getLocation().getColumnNumber();
                }
            } else if (event == XMLStreamReader.CHARACTERS) {
                text.append(xml.getText());
            } else if (event == XMLStreamReader.END_ELEMENT) {
                String where = String.join("/", path), last = path.remove(path.size() - 1);
                if (where.equals("annotation/object/name")) {
                    name = text.toString().strip();
                } else if (where.startsWith("annotation/object/bndbox/") && SIDES.contains(last)) {
                    try {
                        sides.put(last, Fault.number(text.toString()));
                    } catch (NumberFormatException e) {
                        throw fault(file, xml, "<" + last + "> is a number of pixels, got '" + text + "'");
                    }
                } else if (where.equals("annotation/object")) {
                    if (name.isEmpty() || !sides.keySet().equals(SIDES)) {
                        throw Fault.in(
                                file,
                                line,
                                column,
                                "an object needs <name> and <bndbox> with <xmin>, <ymin>,"
                                        + " <xmax>, <ymax>, got "
                                        + (name.isEmpty() ? "no name" : "'" + name + "' with " + sides.keySet()));
                    }
                    double x0 = sides.getOrDefault("xmin", 0.0) - 1, y0 = sides.getOrDefault("ymin", 0.0) - 1;
                    double x1 = sides.getOrDefault("xmax", 0.0), y1 = sides.getOrDefault("ymax", 0.0);
                    if (x1 <= x0 || y1 <= y0) {
                        throw Fault.in(
                                file,
                                line,
                                column,
                                "a box ends after it starts, got x " + (x0 + 1) + " to " + x1 + ", y " + (y0 + 1)
                                        + " to " + y1);
                    }
                    found.add(new Annotation(name, new Outline.Box(x0, y0, x1, y1), file.toString()));
                }
                text.setLength(0);
            }
        }
        return found;
    }

    private static IOException fault(Path file, XMLStreamReader xml, String what) {
        return Fault.in(
                file, xml.getLocation().getLineNumber(), xml.getLocation().getColumnNumber(), what);
    }
}
