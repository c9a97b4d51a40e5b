package org.limn.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.limn.autodiff.ReferenceData;
import org.limn.autodiff.device.Device;
import org.limn.autodiff.device.DeviceSettings;
import org.limn.autodiff.device.Devices;
import org.limn.parity.Case.Verdict;

class ArchitecturesSuiteTest {
    /** The first tiny network only, on a device that may take 100 bytes. */
    private static final class Small extends ArchitecturesSuite {
        private boolean done;

        @Override
        void network(Reference reference, Tsv.Row row, String name, Consumer<Case> report) throws IOException {
            if (!done && row.cell("kind").equals("tiny")) {
                done = true;
                super.network(reference, row, name, report);
            }
        }
    }

    @Test
    void aNetworkThatDoesNotFitIsRefusedWithItsBytesAndDoesNotFail() throws IOException {
        Path root = ReferenceData.path("");
        List<Case> cases = new ArrayList<>();
        try (Device device = Devices.open("cpu", new DeviceSettings(1, 100))) {
            new Small().run(new Reference(root, root, device), cases::add);
        }
        assertThat(cases).hasSize(1);
        assertThat(cases.get(0).verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(cases.get(0).note()).contains("the program needs", "smaller batch");
    }
}
