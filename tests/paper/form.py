"""The form of the sheets that are rendered in every way: one of each kind of thing that forms have."""

from tests.builders import make_form

FORM = make_form("""
rounding: {千円: nearest}
sections:
  - heading: 1 事業
    lines:
      - - {label: 事業名, right: {report: project_name}}
        - {label: 担当課, right: {report: department}}
      - - {label: 目的, right: {narrative: purpose}}
      - - {label: 委託, right: {choice: outsourced, options: [あり, なし]}}
  - heading: 2 費用
    decoration: [（単位：千円）, 区分]
    year_tables:
      - id: cost
        header: "{year}"
        years: 3
        unit: 千円
        evaluated: {basis: settlement, sums_to: total}
        sheet: {basis: initial_budget, sums_to: direct}
        rows:
          - {label: 事業費, cost: {item: direct}}
          - {label: 人件費, years: evaluated, cost: {item: personnel}}
          - {label: 合計, years: evaluated, cost: {item: total}}
          - group: 財源
            rows:
              - {label: 国県, funding: {source: national_prefectural, within: total}}
              - {label: 町費, funding: {source: general, within: total}}
  - heading: 3 指標
    record_tables:
      - id: indicators
        makes: indicator
        columns:
          - {label: 指標, part: name}
          - {label: 単位, part: unit}
          - {label: "{year}", times: 2, measure: actual}
          - {label: 目標, measure: goal, year: undated}
        groups: [{kind: outcome}]
  - heading: 4 評価
    evaluation: {stage: first}
    mark_tables:
      - id: review
        field: review
        stage: first
        columns: [高い, 並, 低い]
        rows: [{label: 必要性, criterion: 必要性}, {label: 有効性, criterion: 有効性}]
    lines:
      - - label: 方向
          right:
            choice: direction
            options: [{option: 拡充, key: expand}, {option: 縮小, key: reduce}]
            evaluation: direction
      - - {label: 理由, right: {narrative: reason}}
checks:
  - {id: cost_total, sum: [cost.settlement.direct, cost.settlement.personnel], equals: cost.settlement.total}
  - {id: funding_total, sum: ["funding.settlement.*"], equals: cost.settlement.total}
""")
