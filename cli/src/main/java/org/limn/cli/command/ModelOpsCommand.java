package org.limn.cli.command;

import java.util.List;
import java.util.concurrent.Callable;
import org.limn.cli.option.Output;
import org.limn.loader.onnx.SupportedOperators;
import org.limn.loader.onnx.SupportedOperators.Entry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code limn model ops}: which operators can be imported. */
@Command(
        name = "ops",
        description =
                "List the ONNX operators that are supported, with the operator sets in which each has its meanings.")
final class ModelOpsCommand implements Callable<Integer> {
    @Mixin
    private Output output;

    @Option(names = "--markdown", description = "Print the page docs/operators.md.")
    private boolean markdown;

    @Override
    public Integer call() {
        List<Entry> all = SupportedOperators.all();
        if (markdown) {
            output.printLines(OperatorPage.markdown().stripTrailing());
        } else {
            int width = all.stream().mapToInt(o -> o.name().length()).max().orElse(0);
            all.forEach(o -> output.print(String.format("%-" + width + "s  %s", o.name(), OperatorPage.opsets(o))));
        }
        output.printJson(all);
        return 0;
    }
}
