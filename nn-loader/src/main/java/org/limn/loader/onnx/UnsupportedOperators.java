package org.limn.loader.onnx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.limn.loader.onnx.proto.FunctionProto;
import org.limn.loader.onnx.proto.NodeProto;

/** Says all at once which operators of a graph are not supported, before anything is imported. */
final class UnsupportedOperators {
    private static final int MOST_NAMED = 5;

    private final ModelFunctions functions;
    private final Map<String, String> found = new LinkedHashMap<>();
    private final Set<String> seen = new LinkedHashSet<>();

    private UnsupportedOperators(ModelFunctions functions) {
        this.functions = functions;
    }

    /** Throws if an operator of these nodes, or of the functions that they call, is not in the table. */
    static void check(List<NodeProto> nodes, Map<String, Long> versions, ModelFunctions functions) {
        UnsupportedOperators check = new UnsupportedOperators(functions);
        check.nodes(nodes, versions);
        if (!check.found.isEmpty()) {
            List<String> all = new ArrayList<>(check.found.values());
            int more = all.size() - MOST_NAMED;
            String reason =
                    all.stream().anyMatch(s -> s.contains("Quant") || s.contains("(QLinear") || s.contains("Integer"))
                            ? "; quantised models are not supported, export the model in float32"
                            : "";
            throw OnnxException.unsupported("operators that are not supported: "
                    + String.join(", ", all.subList(0, Math.min(MOST_NAMED, all.size())))
                    + (more > 0 ? " and " + more + " more" : "") + reason);
        }
    }

    private void nodes(List<NodeProto> nodes, Map<String, Long> versions) {
        for (NodeProto node : nodes) {
            Optional<FunctionProto> function = functions.called(node);
            String domain = Label.domain(node.getDomain());
            if (function.isPresent()) {
                if (seen.add(domain + "::" + node.getOpType())) {
                    FunctionProto f = function.get();
                    nodes(
                            f.getNodeList(),
                            f.getOpsetImportCount() > 0 ? GraphImport.versions(f.getOpsetImportList()) : versions);
                }
                continue;
            }
            long version = versions.getOrDefault(domain, 1L);
            boolean known = (node.getOpType().equals("If") && domain.isEmpty())
                    || Operators.find(node, version).isPresent();
            if (!known) {
                String missing =
                        versions.containsKey(domain) || domain.isEmpty() ? "" : ", a domain without an opset_import";
                found.putIfAbsent(Label.operator(node), Label.of(node, "", version) + missing);
            }
        }
    }
}
