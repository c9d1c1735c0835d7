use std::io::Read;
fn main() {
    let folder = std::env::args().nth(1).unwrap();
    let index: serde_json::Value = serde_json::from_slice(&std::fs::read(format!("{folder}/index.json")).unwrap()).unwrap();
    println!("{}", serde_json::json!(depesche_read::names()));
    for page in index.as_array().unwrap() {
        let id = page["id"].as_str().unwrap();
        let mut bytes = Vec::new();
        flate2::read::GzDecoder::new(std::fs::File::open(format!("{folder}/html/{id}.html.gz")).unwrap()).read_to_end(&mut bytes).unwrap();
        let start = std::time::Instant::now();
        let blocks = depesche_read::dump(&bytes);
        eprintln!("{:?}", start.elapsed());
        println!("{}", serde_json::json!({"id": id, "blocks": blocks}));
    }
}
