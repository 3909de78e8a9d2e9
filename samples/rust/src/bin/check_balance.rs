//! Prints the balance in the marketplace that is set, and in live where its address is known.

use anyhow::Result;
use aws_sdk_mturk::Client;
use connection::{connect, connect_to};

async fn print_balance(name: &str, mturk: Client) -> Result<()> {
    let answer = mturk.get_account_balance().send().await?;
    println!("{name}: {}", answer.available_balance().unwrap_or_default());
    Ok(())
}

#[tokio::main]
async fn main() -> Result<()> {
    print_balance("balance", connect().await?).await?;
    if let Ok(live) = std::env::var("KEMPELEN_LIVE_URL") {
        print_balance("live balance", connect_to(&live).await).await?;
    }
    Ok(())
}
