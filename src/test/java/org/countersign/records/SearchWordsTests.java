package org.countersign.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.countersign.records.RecordDraft.AccessClass;
import org.junit.jupiter.api.Test;

class SearchWordsTests {

    private static final byte[] DATA = """
            {"purpose": "Rota of the Boathouse", "people": [{"name": "Zoë Żuraw"}], "sha256": "%s", "at": "2026-11-21T19:10:51Z"}"""
            .formatted("ab12".repeat(16)).getBytes(StandardCharsets.UTF_8);

    @Test
    void foldsCaseAccentsAndWidth() {
        assertThat(SearchWords.in("Zoë's ＦＵＬＬ café—ÉTÉ")).containsExactly("zoe", "s", "full", "cafe", "ete");
    }

    @Test
    void takesANumberOfARecordWhole() {
        assertThat(SearchWords.in("see GA-2026-000001, or rota-2")).contains("rota", "2").doesNotContain("ga-2026-000001,");
        assertThat(SearchWords.in("see GA-2026-000001 now")).containsExactly("see", "ga-2026-000001", "now");
    }

    @Test
    void takesScriptsWithoutBlanksCharacterByCharacter() {
        assertThat(SearchWords.in("船庫 rota カヌー")).containsExactly("船", "庫", "rota", "カ", "ヌ", "ー");
        assertThat(SearchWords.in("قارب סירה лодка")).containsExactly("قارب", "סירה", "лодка");
    }

    @Test
    void aRecordAnswersToItsTitleItsOutcomeAndItsOwnText() {
        assertThat(SearchWords.of("GA-2026-000001", AccessClass.OPEN_TO_THE_DESK, "WhatsApp group", "Authorised", DATA))
                .isEqualTo(" ga-2026-000001 whatsapp group authorised rota of the boathouse zoe zuraw ");
    }

    @Test
    void whatIsRestrictedAnswersToItsNumberAlone() {
        for (AccessClass closed : List.of(AccessClass.RESTRICTED, AccessClass.SEALED_OFF)) {
            assertThat(SearchWords.of("BE-2026-000001", closed, "A breach", "Notified", DATA)).isEqualTo(" be-2026-000001 ");
        }
    }
}
