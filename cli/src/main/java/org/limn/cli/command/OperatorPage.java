package org.limn.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.limn.loader.onnx.SupportedOperators;
import org.limn.loader.onnx.SupportedOperators.Entry;

/** The page {@code docs/operators.md}: all operators that can be imported, from the importer's own table. */
final class OperatorPage {
    private OperatorPage() {}

    /** The ranges of operator set versions that an operator is read in, one per meaning: {@code 1-10, 11-22}. */
    static String opsets(Entry operator) {
        List<String> ranges = new ArrayList<>();
        List<Integer> since = operator.since();
        for (int i = 0; i < since.size(); i++) {
            int last = i + 1 < since.size() ? since.get(i + 1) - 1 : SupportedOperators.newestOpset();
            ranges.add(since.get(i) == last ? String.valueOf(last) : since.get(i) + "-" + last);
        }
        return String.join(", ", ranges);
    }

    static String markdown() {
        List<Entry> all = SupportedOperators.all();
        String rows = all.stream()
                .map(o -> "| " + o.name() + " | " + opsets(o) + " | " + String.join(", ", o.attributes()) + " |")
                .collect(Collectors.joining("\n"));
        return """
                # Operators

                The %d operators of ONNX that Limn imports, in operator sets 1 to %d. A range of versions begins where inputs or \
                attributes change; other changes of meaning, as that of Softmax's axis in version 13, are followed within a \
                range. Attributes are those of the newest version; a node with \
                another one is refused.

                Functions of a model's own are inlined. `If` is decided when the file is read: its condition must not depend on \
                the image. `Loop` and `Scan` are refused, and so are quantised models (`QLinearConv`, `DequantizeLinear`, …).

                This page is written by `./limn model ops --markdown > docs/operators.md`; a test holds it to the code.

                | operator | operator sets | attributes |
                |---|---|---|
                %s
                """.formatted(all.size(), SupportedOperators.newestOpset(), rows);
    }
}
